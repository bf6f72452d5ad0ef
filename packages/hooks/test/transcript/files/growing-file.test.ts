import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

it('gives the same of any file in batches of any size', () => {
  const folder = temporaryFolder();
  let count = 0;
  const limits = fc.record({
    maxLineBytes: fc.constantFrom(0, 5, 1000, 3000),
    skipTypes: fc.constantFrom(undefined, new Set(['mode'])),
    finalBefore: fc.constantFrom(0, Number.MAX_SAFE_INTEGER),
  });
  const sizes = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }));
  fc.assert(
    fc.property(file, limits, sizes, (bytes, { skipTypes, ...options }, [one, other]) => {
      const path = join(folder, `${count++}.jsonl`);
      writeFileSync(path, bytes);
      const read = (batchBytes: number) => {
        const skip = skipTypes === undefined ? {} : { skipTypes };
        const { batches, ...whole } = readAll(path, null, { ...options, ...skip, batchBytes });
        expect(batches.at(-1)?.isEnd).toBe(true);
        expect(batches.filter((batch) => batch.isAnew)).toEqual(batches.slice(0, 1));
        return whole;
      };
      expect(read(one)).toEqual(read(other));
    }),
    { numRuns: 300 },
  );
});

it('gives each line once while another process writes', async () => {
  const path = join(temporaryFolder(), 'session.jsonl');
  writeFileSync(path, '');
  const script = `
    const { openSync, writeSync } = require('node:fs');
    const file = openSync(process.argv[1], 'a');
    const lines = Array.from({ length: 3000 }, (_, n) => JSON.stringify({ n, text: 'é'.repeat(n % 700) }));
    const bytes = Buffer.from(lines.join('\\n') + '\\n');
    for (let at = 0; at < bytes.length; at += 4999) writeSync(file, bytes.subarray(at, at + 4999));`;
  const writer = spawn(process.execPath, ['-e', script, path]);
  const ended = once(writer, 'close');
  const numbers: unknown[] = [];
  let cursor: LinePosition | null = null;
  while (numbers.length < 3000) {
    const got = readAll(path, cursor, { batchBytes: 3000 });
    numbers.push(...got.texts.map((text) => JSON.parse(text).n));
    expect(got.problems).toEqual([]);
    cursor = got.cursor ?? cursor;
    if (writer.exitCode !== null && got.reading.kind === 'unchanged') break;
    await new Promise(setImmediate);
  }
  expect(await ended).toEqual([0, null]);
  expect(numbers).toEqual(Array.from({ length: 3000 }, (_, n) => n));
});
