import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReadOptions } from '../../../src/transcript/files/batch.js';
import { temporaryFolder } from './place.js';

const MB = 1024 * 1024;
const HERE = import.meta.dirname;

interface Told {
  readonly reading: { kind: string; bytes: number; isEnd: boolean; waiting: number };
  readonly count: number;
  readonly longest: number;
  readonly problems: number;
  readonly longestBatch: number;
  readonly grownMb: number;
}

function readInChild(path: string, options: ReadOptions = {}): Told {
  const run = execFileSync(
    process.execPath,
    [
      '--conditions=@spoor/source',
      '--import',
      join(HERE, 'source-of-module.mjs'),
      join(HERE, 'read-in-child.mjs'),
      JSON.stringify({ path, options }),
    ],
    { encoding: 'utf8' },
  );
  return JSON.parse(run) as Told;
}

/** Writes parts, each as often as it says. */
function writeFile(parts: readonly (readonly [string, number])[]): string {
  const path = join(temporaryFolder(), 'session.jsonl');
  const file = openSync(path, 'w');
  for (const [text, times] of parts) {
    for (let i = 0; i < times; i++) writeSync(file, text);
  }
  closeSync(file);
  return path;
}

it('holds a line of 50 MB once as bytes and once as text', () => {
  const path = writeFile([
    ['{"n":1}\n', 3],
    ['x'.repeat(MB), 50],
    ['\n{"n":2}\n', 1],
  ]);
  const told = readInChild(path);
  expect(told).toMatchObject({ count: 5, longest: 50 * MB, problems: 0 });
  expect(told.grownMb).toBeLessThan(150);
});

it('holds a line that is not ASCII in no more than its bytes and its text', () => {
  const path = writeFile([
    ['é'.repeat(MB / 2), 50],
    ['\n', 1],
  ]);
  const told = readInChild(path);
  expect(told).toMatchObject({ count: 1, longest: 25 * MB, problems: 0 });
  expect(told.grownMb).toBeLessThan(200);
});

it.each([
  ['that is too long', 'x'.repeat(MB), {}, 1],
  ['that has not ended', 'x'.repeat(MB), { unended: true }, 0],
  ['of NUL bytes', '\0'.repeat(MB), {}, 1],
])('does not hold a line %s', (_, text, { unended = false }: { unended?: boolean }, problems) => {
  const path = writeFile([
    ['{"n":1}\n', 3],
    [text, 200],
    [unended ? '' : '\n{"n":2}\n', 1],
  ]);
  const told = readInChild(path);
  expect(told).toMatchObject({ count: unended ? 3 : 4, longest: 7, problems });
  expect(told.reading.waiting).toBe(unended ? 200 * MB : 0);
  expect(told.grownMb).toBeLessThan(40);
});

it('holds a batch at a time of a large file', () => {
  const path = writeFile([[`{"text":"${'lorem ipsum '.repeat(80)}"}\n`.repeat(1000), 200]]);
  const told = readInChild(path);
  expect(told.count).toBe(200_000);
  expect(told.longestBatch).toBeLessThan(1200);
  expect(told.grownMb).toBeLessThan(150);
});
