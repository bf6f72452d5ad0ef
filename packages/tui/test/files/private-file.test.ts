import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpoorError } from '@spoor/core';
import { unfinishedPath } from '@spoor/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writePrivateFile } from '../../src/files/private-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* chunks(error?: Error) {
  yield 'one ';
  yield 'two';
  if (error !== undefined) throw error;
}

it('writes a file whole, for its owner alone', async () => {
  const path = join(folder, 'out');
  writeFileSync(path, 'before', { mode: 0o644 });
  await writePrivateFile(path, chunks());
  expect(readFileSync(path, 'utf8')).toBe('one two');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('takes away what a killed process has left of it', async () => {
  const path = join(folder, 'out');
  const left = unfinishedPath(path);
  writeFileSync(left, 'half of');
  const then = Date.now() / 1_000 - 2 * 3_600;
  utimesSync(left, then, then);
  await writePrivateFile(path, chunks());
  expect(readdirSync(folder)).toEqual(['out']);
});

it('leaves what was there when the writing fails', async () => {
  const path = join(folder, 'out');
  writeFileSync(path, 'before');
  await expect(writePrivateFile(path, chunks(new Error('stopped')))).rejects.toThrow('stopped');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out']);
});

it('says where it cannot write', async () => {
  const path = join(folder, 'taken');
  mkdirSync(path);
  await expect(writePrivateFile(path, chunks())).rejects.toThrow(SpoorError);
  await expect(writePrivateFile(join(folder, 'no', 'way'), chunks())).rejects.toThrow(
    /no\/way: can't be written/,
  );
  expect(readdirSync(folder)).toEqual(['taken']);
});
