import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CounterStore } from '../../src/index.js';
import { run } from '../support/child.js';
import { countTo, ENDLESS, temporaryPool, until } from '../support/pool.js';
import { temporaryFolder } from '../support/temporary.js';

describe('the queue', () => {
  test('refuses what is too much, and goes on', async () => {
    const adb = await temporaryPool({ readers: 1, maxQueue: 2 });
    const reads = [1, 2, 3].map(() => adb.query(countTo(300_000)));
    await expect(adb.query('SELECT 1')).rejects.toMatchObject({ code: 'OVERLOADED' });
    // Writes have a queue of their own.
    expect(await adb.run('DELETE FROM counters')).toMatchObject({ changes: 0 });
    expect(await Promise.all(reads)).toHaveLength(3);
    expect(await adb.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
  });
});

describe('a time limit', () => {
  test('ends a query that gives rows for ever, and its thread', async () => {
    const adb = await temporaryPool({ readers: 1 });
    await expect(adb.query(ENDLESS, [], { timeoutMs: 100 })).rejects.toMatchObject({
      name: 'StorageError',
      code: 'TIMEOUT',
    });
    expect(await adb.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
    await until(() => adb.stats().stuckThreads === 0);
    expect(adb.stats()).toMatchObject({ timedOut: 1, threads: 1 });
  });

  test('ends a wait', async () => {
    const adb = await temporaryPool({ readers: 1 });
    const long = adb.query(ENDLESS, [], { timeoutMs: 400 });
    await expect(adb.query('SELECT 1', [], { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'TIMEOUT',
    });
    expect(adb.stats()).toMatchObject({ waiting: 0, running: 1 });
    await expect(long).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  test('takes a write back', async () => {
    const adb = await temporaryPool();
    await adb.run("INSERT INTO counters VALUES ('global', 'x', 0, '')");
    const slow = adb.batch(
      [
        { sql: 'UPDATE counters SET value = 1' },
        { sql: `UPDATE counters SET value = (${countTo(3_000_000)})` },
        { sql: 'UPDATE counters SET value = 2' },
      ],
      { timeoutMs: 60 },
    );
    await expect(slow).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await adb.run('UPDATE counters SET value = value + 10')).toMatchObject({ changes: 1 });
    expect(await adb.query('SELECT value FROM counters')).toEqual([{ value: 10 }]);
  });

  test('ends a function that waits for ever, here and in the thread', async () => {
    // Of these calls alone: opening may take its time.
    const limit = { timeoutMs: 700 };
    const adb = await temporaryPool();
    const never = new Promise(() => {});
    await expect(
      adb.call(async (db) => {
        new CounterStore(db).increment('global', 'x');
        await never;
      }, limit),
    ).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(adb.call(() => new Promise(() => {}), limit)).rejects.toMatchObject({
      code: 'TIMEOUT',
    });
    expect(await adb.run('DELETE FROM counters')).toMatchObject({ changes: 0 });
  });
});

describe('a signal', () => {
  test('gives up what waits and what runs, and what it meets too late', async () => {
    const adb = await temporaryPool({ readers: 1 });
    const running = new AbortController();
    const waiting = new AbortController();
    const first = adb.query(ENDLESS, [], { signal: running.signal });
    const second = adb.query('SELECT 2', [], { signal: waiting.signal });
    const third = adb.query('SELECT 3 AS x');
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(adb.stats()).toMatchObject({ running: 1, waiting: 1, cancelled: 1 });
    running.abort();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await third).toEqual([{ x: 3 }]);
    await expect(adb.query('SELECT 4', [], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(adb.stats()).toMatchObject({ cancelled: 2, completed: 1 });
  });
});

describe('a thread that dies', () => {
  test('fails its call alone, and is replaced', async () => {
    const adb = await temporaryPool({ readers: 1 });
    const die = () => {
      void Promise.reject(new Error('nobody looks'));
      return new Promise(() => {});
    };
    const ended = { name: 'StorageError', code: 'THREAD_ENDED' };
    const read = expect(adb.read(die)).rejects.toMatchObject(ended);
    const next = adb.query('SELECT 1 AS x');
    await expect(adb.call(die)).rejects.toMatchObject(ended);
    await read;
    expect(await next).toEqual([{ x: 1 }]);
    expect(await adb.run('DELETE FROM counters')).toMatchObject({ changes: 0 });
    expect(adb.stats()).toMatchObject({ failed: 1, threads: 1, writer: { failed: 1, threads: 1 } });
  });
});

describe('a process', () => {
  test('ends by itself though a pool is open, and one of its queries never ends', async () => {
    const report = await run<object>('open-pool.mjs', {
      path: join(temporaryFolder(), 'spoor.db'),
    });
    expect(report).toEqual({ first: 1, stuck: 'TIMEOUT', stuckThreads: 1, second: 2 });
  });
});
