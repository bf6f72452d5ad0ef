import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sleep } from '../src/database/sleep.js';
import { CounterStore, isTransient, SpoorDatabase, StorageError } from '../src/index.js';
import { start } from './support/child.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from './support/temporary.js';

function failure(step: () => unknown): { error: unknown; ms: number } {
  const started = performance.now();
  try {
    step();
  } catch (error) {
    return { error, ms: performance.now() - started };
  }
  return { error: undefined, ms: performance.now() - started };
}

describe('a transaction', () => {
  test('holds the write lock from its start', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const first = openDatabase({ path });
    const second = openDatabase({ path, busyTimeoutMs: 0 });
    first.transaction(() => {
      expect(failure(() => second.transaction(() => 1)).error).toMatchObject({ code: 'LOCKED' });
    });
    expect(second.transaction(() => 2)).toBe(2);
  });

  test('is all or nothing, and passes errors on as they are', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    const mine = new RangeError('mine');
    const { error } = failure(() =>
      db.transaction(() => {
        counters.increment('global', 'x');
        throw mine;
      }),
    );
    expect(error).toBe(mine);
    expect(counters.get('global', 'x')).toBe(0);
    expect(db.getDb().inTransaction).toBe(false);
  });

  test('inside another one joins it', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    failure(() =>
      db.transaction(() => {
        db.transaction(() => counters.increment('global', 'x'));
        expect(db.getDb().inTransaction).toBe(true);
        throw new Error('after');
      }),
    );
    expect(counters.get('global', 'x')).toBe(0);
  });

  test('refuses a promise, and leaves nothing of it', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    const { error } = failure(() => db.transaction(async () => counters.increment('global', 'x')));
    expect(error).toBeInstanceOf(TypeError);
    expect(counters.get('global', 'x')).toBe(0);
  });

  test("leaves the user's own SQL errors alone", () => {
    const db = temporaryDatabase();
    const { error } = failure(() => db.transaction(() => db.getDb().exec('SELECT missing')));
    expect(error).not.toBeInstanceOf(StorageError);
  });
});

/** Less than two waits of 250 ms take, with room for a busy machine. */
const TWO_WAITS = 450;

describe("another process's lock", () => {
  test('of 300 ms is waited for', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    const holder = start('hold-lock.mjs', { path, ms: 300 });
    await holder.printed('held');
    expect(new CounterStore(db).increment('global', 'x')).toBe(1);
    await holder.done;
  });

  test('that is held longer than the budget ends the wait on time', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, busyTimeoutMs: 250 });
    const holder = start('hold-lock.mjs', { path, ms: 30_000 });
    await holder.printed('held');
    const { error, ms } = failure(() => db.transaction(() => 1));
    expect(error).toMatchObject({ name: 'StorageError', code: 'LOCKED' });
    expect(isTransient(error)).toBe(true);
    expect(ms).toBeGreaterThan(200);
    expect(ms).toBeLessThan(TWO_WAITS);
    expect(db.getDb().pragma('busy_timeout', { simple: true })).toBe(250);
    holder.process.kill('SIGKILL');
  });

  test('counts once for all waits of a connection, when asked so', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, busyTimeoutMs: 250, oneLockBudget: true });
    const holder = start('hold-lock.mjs', { path, ms: 30_000 });
    await holder.printed('held');
    const started = performance.now();
    for (let i = 0; i < 5; i++) {
      expect(failure(() => db.transaction(() => 1)).error).toMatchObject({ code: 'LOCKED' });
    }
    expect(performance.now() - started).toBeLessThan(TWO_WAITS);
    holder.process.kill('SIGKILL');
  });

  test('counts what waited in its own way, when asked so', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const patient = openDatabase({ path, busyTimeoutMs: 250 });
    const hasty = openDatabase({ path, busyTimeoutMs: 250, oneLockBudget: true });
    const told: number[] = [];
    const waitAsTold = (waitMs: number) => {
      told.push(waitMs);
      sleep(waitMs + 2);
    };
    for (const db of [hasty, hasty, hasty, patient]) db.spendLockTime(200, waitAsTold);
    const [first = 0, second = 0, third, unlimited] = told;
    expect(first).toBeGreaterThan(second);
    expect(second).toBeLessThan(50);
    expect([third, unlimited]).toEqual([0, 200]);
  });

  test('on an empty database ends the opening within the budget', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const holder = start('hold-exclusive.mjs', { path });
    await holder.printed('held');
    const { error, ms } = failure(() => new SpoorDatabase({ path, busyTimeoutMs: 250 }));
    expect(error).toMatchObject({ code: 'LOCKED' });
    expect(ms).toBeLessThan(TWO_WAITS);
    holder.process.kill('SIGKILL');
  });

  test('of a writer that was killed is no lock', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, busyTimeoutMs: 2_000 });
    const sql = "INSERT INTO counters VALUES ('global', 'x', 7, 'now')";
    const holder = start('hold-lock.mjs', { path, ms: 30_000, sql });
    await holder.printed('held');
    holder.process.kill('SIGKILL');
    await holder.done;
    expect(new CounterStore(db).increment('global', 'x')).toBe(1);
  });
});

describe('a connection whose file was moved away', () => {
  test.each(['moved', 'deleted', 'made anew'])('writes nothing into it: %s', (how) => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    const counters = new CounterStore(db);
    counters.increment('global', 'x');
    expect(db.isReplaced()).toBe(false);
    if (how === 'deleted') rmSync(path);
    else renameSync(path, `${path}.old`);
    if (how === 'made anew') openDatabase({ path });
    expect(db.isReplaced()).toBe(true);
    expect(failure(() => counters.increment('global', 'x')).error).toMatchObject({
      code: 'CANT_OPEN',
      message: `${path}: was replaced or removed since it was opened`,
    });
    expect(db.getDb().inTransaction).toBe(false);
  });

  test('in memory there is none', () => {
    const db = temporaryDatabase({ inMemory: true });
    expect(db.isReplaced()).toBe(false);
    new CounterStore(db).increment('global', 'x');
  });
});
