import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readInput } from '../../src/capture/read-input.js';

const NEVER = new Promise<void>(() => {});

/** A descriptor of a file that holds a text. */
function opened(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-input-'));
  const path = join(folder, 'input');
  writeFileSync(path, text);
  const descriptor = openSync(path, 'r');
  onTestFinished(() => {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  });
  return descriptor;
}

const text = Array.from({ length: 40_000 }, (_, n) => `${n}\n`).join('');

it.each([0, 1, 65_536, 65_537, text.length])('reads %i characters as they are', async (length) => {
  const part = text.slice(0, length);
  expect(await readInput(opened(part), 1e6, NEVER)).toEqual({ text: part, length });
});

it.each([1, 1_000, 65_536, 100_000, text.length - 1])(
  'keeps the first %i bytes where that is the limit, and counts all',
  async (limit) => {
    expect(await readInput(opened(text), limit, NEVER)).toEqual({
      text: text.slice(0, limit),
      length: text.length,
      cut: 'too long',
    });
  },
);
