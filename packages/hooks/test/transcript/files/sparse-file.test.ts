import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReadOptions } from '../../../src/transcript/files/batch.js';
import { readAll, temporaryFolder } from './place.js';

const MB = 1024 * 1024;
const SIZE = 200 * MB;

/** A file with a line, and then nothing but a hole. */
function sparseFile(first = '{"n":1}\n'): string {
  const path = join(temporaryFolder(), 'session.jsonl');
  writeFileSync(path, first);
  truncateSync(path, SIZE);
  return path;
}

/** Reads until there is nothing left, and counts how often that took. */
function readOn(path: string, options: ReadOptions) {
  let all = readAll(path, null, options);
  const readings = [all];
  while (all.reading.kind === 'read' && !all.reading.isEnd && readings.length < 100) {
    all = readAll(path, all.cursor, options);
    readings.push(all);
  }
  return readings;
}

it('is read in parts by a reader that is not to read much', () => {
  const path = sparseFile();
  appendFileSync(path, '\n{"n":2}\n');
  const limits = { batchBytes: MB, maxBytes: 4 * MB, leaveBytes: 8 * MB };
  const readings = readOn(path, limits);
  for (const { reading } of readings) {
    expect(reading).toMatchObject({ kind: 'read' });
    expect(reading.kind === 'read' && reading.bytes).toBeLessThan(16 * MB);
  }
  expect(readings.flatMap(({ texts }) => texts)).toEqual(['{"n":1}', '{"n":2}']);
  expect(readings.at(-1)?.reading).toMatchObject({ isEnd: true });
  const problems = readings.flatMap((reading) => reading.problems);
  expect(new Set(problems.map(({ reason }) => reason))).toEqual(
    new Set(['holds NUL bytes instead of text']),
  );
  expect(problems.reduce((sum, { length }) => sum + length, 0)).toBe(SIZE - '{"n":1}\n'.length);
});

it('is left when the time is up, and read on the next time', () => {
  const path = sparseFile();
  const limits = { batchBytes: MB, maxLineBytes: 2 * MB, shouldStop: () => true };
  const [first, second] = readOn(path, limits);
  expect(first?.reading).toMatchObject({ isEnd: false });
  expect(second?.cursor?.offset).toBeGreaterThan(first?.cursor?.offset ?? SIZE);
  expect(second?.cursor?.offset).toBeLessThan(16 * MB);
});

it('with a line before the hole that has no end is left to another reader', () => {
  const path = sparseFile('{"n":1}\nx');
  const [first, second] = readOn(path, { batchBytes: MB, maxBytes: 4 * MB, leaveBytes: 8 * MB });
  expect(first?.texts).toEqual(['{"n":1}']);
  expect(second?.reading).toEqual({ kind: 'read', bytes: 0, isEnd: false, waiting: 0 });
});
