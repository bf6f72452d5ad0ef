import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AsyncDatabase, CounterStore, SpoorDatabase } from '../../src/index.js';
import { countTo, openPool, temporaryPool, until } from '../support/pool.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

const INSERT = "INSERT INTO counters VALUES ('global', ?, ?, 'now')";

describe('statements', () => {
  test('give rows, one row or null, and what they changed', async () => {
    const adb = await temporaryPool();
    const values = { a: 1, b: 'two', c: null, d: 2.5 };
    expect(await adb.query('SELECT @a AS a, @b AS b, @c AS c, @d AS d', values)).toEqual([values]);
    expect(await adb.get('SELECT ? AS x', ['y'])).toEqual({ x: 'y' });
    expect(await adb.get('SELECT 1 WHERE 0')).toBeNull();
    expect(await adb.run(INSERT, ['x', 1])).toMatchObject({ changes: 1 });
    expect(await adb.run('UPDATE counters SET value = 2 WHERE name = ?', ['y'])).toMatchObject({
      changes: 0,
    });
    const [row] = await adb.query<{ b: Uint8Array }>("SELECT x'00ff' AS b");
    expect([...(row?.b ?? [])]).toEqual([0, 255]);
  });

  test('see what was written before, on every thread', async () => {
    const adb = await temporaryPool();
    const values = () => Promise.all([1, 2, 3].map(() => adb.get('SELECT value FROM counters')));
    await adb.run(INSERT, ['x', 0]);
    for (let value = 1; value <= 20; value++) {
      await adb.run('UPDATE counters SET value = ?', [value]);
      expect(await values()).toEqual([{ value }, { value }, { value }]);
    }
  });

  test('that write run in the order in which they were asked for', async () => {
    const adb = await temporaryPool();
    await adb.run("INSERT INTO counters VALUES ('global', 'x', 0, '')");
    const sql = 'UPDATE counters SET updated_at = updated_at || ?';
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 3 === 0
          ? adb.call((db, _spoor, text) => db.getDb().prepare(text.sql).run(text.value).changes, {
              sql,
              value: `${i} `,
            })
          : adb.run(sql, [`${i} `]),
      ),
    );
    const row = await adb.get<{ text: string }>('SELECT updated_at AS text FROM counters');
    expect(row?.text.trim().split(' ').map(Number)).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
  });

  test('of a batch count all or not at all', async () => {
    const adb = await temporaryPool();
    const insert = (name: string) => ({ sql: INSERT, params: [name, 1] });
    expect(await adb.batch([insert('a'), insert('b')])).toMatchObject([
      { changes: 1 },
      { changes: 1 },
    ]);
    await expect(adb.batch([insert('c'), insert('a')])).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await adb.query('SELECT name FROM counters ORDER BY name')).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  test('that are wrong end with a StorageError', async () => {
    const adb = await temporaryPool();
    const failures = [
      () => adb.query('SELECT nothing'),
      () => adb.query('SELECT ?', []),
      () => adb.query('SELECT @a', { a: () => 1 }),
      () => adb.query('CREATE TABLE x (y)'),
      () => adb.run('INSERT INTO nowhere VALUES (1)'),
      () => adb.run('COMMIT'),
    ];
    for (const fail of failures) {
      await expect(fail()).rejects.toMatchObject({ name: 'StorageError', code: 'INVALID' });
    }
    await expect(adb.query('DELETE FROM counters RETURNING *')).rejects.toMatchObject({
      name: 'StorageError',
      code: 'READONLY',
    });
    expect(await adb.run(INSERT, ['x', 1])).toMatchObject({ changes: 1 });
    expect(await adb.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
  });
});

describe('the event loop', () => {
  test('turns while threads read side by side and write', async () => {
    const adb = await temporaryPool();
    await Promise.all([adb.query('SELECT 1'), adb.query('SELECT 1')]);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const reads = [countTo(2_000_000), countTo(2_000_001)].map((sql) => adb.query(sql));
    const write = adb.run(
      `INSERT INTO counters SELECT 'global', 'n', n, '' FROM (${countTo(2_000_002)})`,
    );
    expect(adb.stats()).toMatchObject({ running: 2, writer: { running: 1 } });
    expect(await Promise.all(reads)).toEqual([[{ n: 2_000_000 }], [{ n: 2_000_001 }]]);
    await write;
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
    expect(adb.stats().threads).toBe(2);
  });
});

describe('opening', () => {
  test.each([
    ['relative.db', 'BAD_PATH'],
    [':memory:', 'BAD_PATH'],
    ['/dev/null/spoor.db', 'CANT_OPEN'],
  ])('%s is refused as %s', async (path, code) => {
    await expect(AsyncDatabase.open({ path })).rejects.toMatchObject({
      name: 'StorageError',
      code,
    });
  });

  test('refuses a link, a file that is no database and a newer schema', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    const link = join(folder, 'link.db');
    symlinkSync(path, link);
    const text = join(folder, 'text.db');
    writeFileSync(text, 'no database at all, whatever SQLite may think of its length'.repeat(40));
    chmodSync(text, 0o600);
    const db = new SpoorDatabase({ path });
    db.getDb().pragma('user_version=9999');
    db.close();
    const code = async (at: string) =>
      await AsyncDatabase.open({ path: at }).catch((error) => error.code);
    expect(await code(link)).toBe('UNSAFE_FILE');
    expect(await code(text)).toBe('CORRUPT');
    expect(await code(path)).toBe('NEWER_SCHEMA');
  });

  test('refuses options that make no sense', async () => {
    for (const options of [{ readers: 0 }, { readers: 1.5 }, { maxQueue: -1 }, { timeoutMs: 0 }]) {
      await expect(AsyncDatabase.open({ inMemory: true, ...options })).rejects.toMatchObject({
        code: 'INVALID',
      });
    }
  });

  test('to read needs a database, and writes nothing', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    await expect(AsyncDatabase.open({ path, readonly: true })).rejects.toMatchObject({
      code: 'CANT_OPEN',
    });
    new CounterStore(openDatabase({ path })).increment('global', 'x');
    const adb = await openPool({ path, readonly: true, readers: 1 });
    expect(await adb.query('SELECT value FROM counters')).toEqual([{ value: 1 }]);
    expect(await adb.read((db) => new CounterStore(db).get('global', 'x'))).toBe(1);
    await expect(adb.run('DELETE FROM counters')).rejects.toMatchObject({ code: 'READONLY' });
    await expect(adb.call((db) => db.getDb().name)).rejects.toMatchObject({ code: 'READONLY' });
    expect(adb.stats().writer).toMatchObject({ threads: 0, completed: 0 });
  });
});

describe('closing', () => {
  test('waits for what was asked for, refuses the rest, and can be said twice', async () => {
    const adb = await temporaryPool({ readers: 1 });
    const reads = [1, 2, 3].map((n) => adb.query(countTo(10_000 * n)));
    const write = adb.run(INSERT, ['x', 1]);
    const closed = adb.close();
    await expect(adb.query('SELECT 1')).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(adb.run('DELETE FROM counters')).rejects.toMatchObject({ code: 'CLOSED' });
    await Promise.all([closed, adb.close()]);
    expect(await Promise.all(reads)).toHaveLength(3);
    expect(await write).toMatchObject({ changes: 1 });
    expect(adb.stats()).toMatchObject({ threads: 0, waiting: 0, running: 0 });
  });

  test('comes with the end of a block', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    let kept: AsyncDatabase;
    {
      await using adb = await AsyncDatabase.open({ path });
      kept = adb;
      await adb.run(INSERT, ['x', 1]);
    }
    await expect(kept.query('SELECT 1')).rejects.toMatchObject({ code: 'CLOSED' });
  });
});

describe('memory', () => {
  test('is one database for everything', async () => {
    const adb = await openPool({ inMemory: true });
    await adb.run(INSERT, ['x', 1]);
    expect(await adb.call((db) => new CounterStore(db).increment('global', 'x'))).toBe(2);
    expect(
      await adb.call((db, { CounterStore }) => new CounterStore(db).increment('global', 'x')),
    ).toBe(3);
    expect(await adb.query('SELECT value FROM counters')).toEqual([{ value: 3 }]);
    expect(await adb.read((db) => new CounterStore(db).get('global', 'x'))).toBe(3);
    await expect(
      adb.call((db) => {
        new CounterStore(db).increment('global', 'x');
        throw new RangeError('no');
      }),
    ).rejects.toThrow(RangeError);
    expect(await adb.get('SELECT value FROM counters')).toEqual({ value: 3 });
    expect(adb.stats()).toMatchObject({ threads: 0, completed: 6, failed: 1 });
  });
});

describe('statistics', () => {
  test('count what waits, runs and came to an end, and how long it took', async () => {
    const adb = await temporaryPool({ readers: 2 });
    const reads = Array.from({ length: 6 }, () => adb.query(countTo(300_000)));
    expect(adb.stats()).toMatchObject({ running: 2, waiting: 4 });
    await Promise.all(reads);
    await adb.query('SELECT nothing').catch(() => undefined);
    await until(() => adb.stats().running === 0);
    const { waitMs, runMs, ...counts } = adb.stats();
    expect(counts).toMatchObject({
      completed: 6,
      failed: 1,
      timedOut: 0,
      cancelled: 0,
      waiting: 0,
    });
    expect(runMs.p50).toBeGreaterThan(0);
    expect(waitMs.p95).toBeGreaterThan(waitMs.p50);
    expect(counts.writer).toMatchObject({ threads: 1, completed: 0 });
  });
});
