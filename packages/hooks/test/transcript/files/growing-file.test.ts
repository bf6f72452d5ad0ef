import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinePosition, LineProblem } from '@spoor/storage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RawLine } from '../../../src/transcript/files/batch.js';
import { linesOf } from './line-oracle.js';
import { readAll, temporaryFolder } from './place.js';

/** Bytes of the kinds that matter, so that short files have them all. */
const piece = fc
  .oneof(
    fc.constantFrom('\n', '\r\n', '\n\n', ' ', '\t\n', '{"a":1}\n', '{"type":"mode"}\n'),
    fc.constantFrom('é', '日本', '🦊', '\u2028', '\ufeff').map((text) => Buffer.from(text)),
    fc.constantFrom('\0', '\0\0\0\0', '\0{"after":"a crash"}\n').map((text) => Buffer.from(text)),
    fc.integer({ min: 1, max: 4000 }).map((length) => Buffer.alloc(length, 'x')),
    fc.integer({ min: 1, max: 3000 }).map((length) => Buffer.alloc(length)),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 2 }).map((json) => Buffer.from(`${json}\n`)),
  )
  .map((part) => (typeof part === 'string' ? Buffer.from(part) : part));

const file = fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.concat(pieces));

/** Where the file grows to, as parts of its size, and how it is read then. */
const steps = fc.array(
  fc.record({
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    batchBytes: fc.constantFrom(1, 7, 100, 1500, 100_000),
    maxBytes: fc.constantFrom(undefined, 1, 500),
  }),
  { maxLength: 8 },
);

it('gives the lines of any file, however it grows and however it is read', () => {
  const folder = temporaryFolder();
  let count = 0;
  fc.assert(
    fc.property(file, steps, (bytes, growth) => {
      const path = join(folder, `${count++}.jsonl`);
      writeFileSync(path, '');
      const sizes = growth.map(({ part }) => Math.floor(part * bytes.length)).sort((a, b) => a - b);
      const lines: RawLine[] = [];
      const problems: LineProblem[] = [];
      let cursor: LinePosition | null = null;
      let size = 0;
      const read = (options: { batchBytes: number; maxBytes?: number | undefined }) => {
        const { maxBytes, batchBytes } = options;
        const got = readAll(path, cursor, {
          batchBytes,
          ...(maxBytes === undefined ? {} : { maxBytes }),
        });
        lines.push(...got.lines);
        problems.push(...got.problems);
        cursor = got.cursor ?? cursor;
        return got.reading;
      };
      for (const [index, step] of growth.entries()) {
        const next = sizes[index] ?? size;
        appendFileSync(path, bytes.subarray(size, next));
        size = next;
        read(step);
      }
      appendFileSync(path, bytes.subarray(size));
      const last = read({ batchBytes: 64 });
      const end = bytes.lastIndexOf(10) + 1;
      expect({ lines, problems }).toEqual(linesOf(bytes));
      expect(cursor).toMatchObject({ size: bytes.length });
      if (last.kind === 'read') expect(last.isEnd).toBe(true);
      expect(cursor).toMatchObject({ offset: end });
      expect(read({ batchBytes: 64 })).toEqual({ kind: 'unchanged' });
    }),
    { numRuns: 300 },
  );
});
