import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { SpoorDatabase } from '../../src/index.js';
import { start } from '../support/child.js';
import { temporaryFolder } from '../support/temporary.js';
import { ask, heldFiles, heldFolder, temporaryWriter } from '../support/writer.js';

function makeDatabase(): string {
  const path = join(temporaryFolder(), 'spoor.db');
  new SpoorDatabase({ path }).close();
  return path;
}

const step = { scope: 'global', name: 'x' } as const;
const value = (path: string) => ask<number>(path, 'SELECT value FROM counters')[0] ?? 0;

async function drained(path: string): Promise<void> {
  const { writer } = temporaryWriter({ path, deadlineMs: 20_000 });
  expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
}

describe('a process that is killed', () => {
  test('between the commit of what it held and its removal: nothing is written twice', async () => {
    const path = makeDatabase();
    const { writer } = temporaryWriter({ path, busyTimeoutMs: 5, deadlineMs: 20 });
    const lock = new BetterSqlite3(path);
    lock.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < 60; i++) await writer.write('counter.increment', step);
    lock.exec('ROLLBACK');
    lock.close();
    expect(heldFiles(path).length).toBe(60);
    const args = { path, held: heldFolder(path), times: 1, dieAtUnlink: true };
    const { signal, stdout } = await start('write-durably.mjs', args).done;
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: 'writing\n' });
    // The first batch is committed, and its files are still there.
    expect(value(path)).toBe(50);
    expect(heldFiles(path).length).toBe(60);
    await drained(path);
    expect(value(path)).toBe(60);
    expect(heldFiles(path)).toEqual([]);
  });

  test('at any moment, while the database comes and goes: every write it was told of is there, once', async () => {
    for (let round = 0; round < 3; round++) {
      const path = makeDatabase();
      const child = start('write-durably.mjs', { path, held: heldFolder(path), times: 100_000 });
      await child.printed('+');
      const lock = new BetterSqlite3(path);
      for (let i = 0; i < 4 + round; i++) {
        lock.exec('BEGIN IMMEDIATE');
        await delay(50);
        lock.exec('ROLLBACK');
        await delay(5 + Math.random() * 30);
      }
      child.process.kill('SIGKILL');
      const { stdout } = await child.done;
      lock.close();
      const told = stdout.split('+').length - 1;
      expect(stdout).toContain('+held');
      await drained(path);
      // One more may have been written that it was not told of any more.
      expect([told, told + 1]).toContain(value(path));
    }
  });
});

test('two processes that share a folder write what either held, once', async () => {
  const path = makeDatabase();
  const lock = new BetterSqlite3(path);
  lock.exec('BEGIN IMMEDIATE');
  const args = { path, held: heldFolder(path), times: 40 };
  const children = [start('write-durably.mjs', args), start('write-durably.mjs', args)];
  await Promise.all(children.map((child) => child.printed('+held')));
  lock.exec('ROLLBACK');
  lock.close();
  const ended = await Promise.all(children.map((child) => child.done));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ]);
  await drained(path);
  expect(value(path)).toBe(80);
  expect(heldFiles(path)).toEqual([]);
});
