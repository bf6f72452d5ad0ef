import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
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

describe('a pipe that does not block', () => {
  function makePipe(): { reader: number; writer: number } {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-input-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { reader, writer: openSync(path, 'w') };
  }

  it('waits for what has not come yet', async () => {
    const { reader, writer } = makePipe();
    const reading = readInput(reader, 100, NEVER);
    await setTimeout(30);
    writeSync(writer, 'first ');
    await setTimeout(50);
    writeSync(writer, 'second');
    closeSync(writer);
    expect(await reading).toEqual({ text: 'first second', length: 12 });
    closeSync(reader);
  });

  it('gives up when it is told to', async () => {
    const { reader, writer } = makePipe();
    writeSync(writer, 'half');
    const input = await readInput(reader, 100, setTimeout(50));
    expect(input).toEqual({ text: 'half', length: 4, cut: 'did not end' });
    closeSync(writer);
    closeSync(reader);
  });

  it('leaves what comes after it gave up to whoever reads then', async () => {
    const { reader, writer } = makePipe();
    await readInput(reader, 100, Promise.resolve());
    await setTimeout(50);
    writeSync(writer, 'late');
    await setTimeout(50);
    const bytes = Buffer.alloc(10);
    expect(readSync(reader, bytes)).toBe(4);
    closeSync(writer);
    closeSync(reader);
  });

  it('counts what is over the limit, and keeps what is not', async () => {
    const { reader, writer } = makePipe();
    writeSync(writer, 'x'.repeat(50));
    closeSync(writer);
    const input = await readInput(reader, 10, NEVER);
    expect(input).toEqual({ text: 'x'.repeat(10), length: 50, cut: 'too long' });
    closeSync(reader);
  });
});
