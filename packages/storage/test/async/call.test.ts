import { describe, expect, test } from 'vitest';
import { AuditLogger, CounterStore, type SpoorDatabase, StateConflict } from '../../src/index.js';
import { start } from '../support/child.js';
import { openPool, temporaryPool } from '../support/pool.js';
import { openDatabase } from '../support/temporary.js';

describe('a function', () => {
  test('that needs only what it is given runs in the thread', async () => {
    const adb = await temporaryPool();
    // The stack of an error tells where it was made.
    const where = await adb.call(() => String(new Error('here').stack));
    expect(where).not.toContain('call.test.ts');
    expect(await adb.call((db) => db.getDb().prepare('SELECT 1 AS x').get())).toEqual({ x: 1 });
    const add = (by: number) =>
      adb.call(
        (db, { CounterStore }, step: number) => new CounterStore(db).increment('global', 'x', step),
        by,
      );
    expect([await add(2), await add(3)]).toEqual([2, 5]);
    expect(
      await adb.call(async (db, spoor) => {
        await Promise.resolve();
        return new Map([['x', new spoor.CounterStore(db).get('global', 'x')]]);
      }),
    ).toEqual(new Map([['x', 5]]));
  });

  test('that needs its surroundings runs where they are', async () => {
    const adb = await temporaryPool();
    const log = { action: 'test.run', category: 'user' as const, projectId: '/p' };
    await adb.call((db) => new AuditLogger(db).log(log));
    expect(await adb.call((db) => new AuditLogger(db).query({ projectId: '/p' }))).toMatchObject([
      { action: 'test.run' },
    ]);
    let outside = 0;
    await adb.call((db) => {
      outside += new CounterStore(db).increment('global', 'x');
    });
    expect(outside).toBe(1);
    const store = await adb.call((db) => new CounterStore(db));
    expect(store).toBeInstanceOf(CounterStore);
    expect(await adb.call(async () => store.increment('global', 'x'))).toBe(2);
    expect(await adb.query('SELECT value FROM counters')).toEqual([{ value: 2 }]);
  });

  test('that hides its need still runs where it can', async () => {
    const adb = await temporaryPool();
    const secret = 42;
    const bySwallowing = adb.call((db) => {
      db.getDb().exec("INSERT INTO counters VALUES ('global', 'a', 1, '')");
      try {
        return secret;
      } catch {
        return 'swallowed';
      }
    });
    expect(await bySwallowing).toBe(42);
    expect(await adb.call(() => typeof secret)).toBe('number');
    const holder = {
      value: 7,
      ask() {
        return adb.call(() => this.value);
      },
      method() {
        return 'a method';
      },
    };
    expect(await holder.ask()).toBe(7);
    expect(await adb.call(holder.method)).toBe('a method');
    expect(await adb.call(String as never)).toContain('object');
    expect(await adb.query('SELECT count(*) AS n FROM counters')).toEqual([{ n: 1 }]);
  });

  test('is called once more at most, and leaves what it did once', async () => {
    const adb = await temporaryPool();
    const kept: unknown[] = [];
    const add = () =>
      adb.call((db) => {
        const changes = db
          .getDb()
          .prepare(
            "INSERT INTO audit_logs (id, timestamp, action, category) VALUES (hex(randomblob(8)), 't', 'a', 'user')",
          );
        changes.run();
        kept.push(1);
      });
    await Promise.all([add(), add(), add()]);
    expect(kept).toHaveLength(3);
    expect(await adb.query('SELECT count(*) AS n FROM audit_logs')).toEqual([{ n: 3 }]);
  });

  test('whose arguments or result are of a class runs where the class is', async () => {
    const adb = await temporaryPool();
    class Step {
      readonly by = 4;
      twice() {
        return this.by * 2;
      }
    }
    const step = new Step();
    expect(await adb.call((_db, _spoor, given) => given.twice(), step)).toBe(8);
    expect(await adb.call((_db, _spoor, given) => given, step)).toBe(step);
    const made = await adb.call(() => () => 'a function');
    expect(made()).toBe('a function');
  });

  test.each(['thread', 'caller'])('that throws in the %s leaves nothing', async (where) => {
    const adb = await temporaryPool();
    const outside = { value: 3 };
    const insert = "INSERT INTO counters VALUES ('global', 'x', 1, '')";
    const inThread = () =>
      adb.call((db, _, sql) => {
        db.getDb().exec(sql);
        throw new RangeError('on purpose', { cause: new TypeError('why') });
      }, insert);
    const here = () =>
      adb.call(async (db) => {
        db.getDb().exec(insert);
        await Promise.resolve();
        throw new RangeError(`on purpose${outside.value > 5}`.slice(0, 10), {
          cause: new TypeError('why'),
        });
      });
    const error = await (where === 'thread' ? inThread() : here()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: 'on purpose', cause: { message: 'why' } });
    expect(await adb.query('SELECT * FROM counters')).toEqual([]);
  });

  test("gets the store's errors as what they are", async () => {
    const adb = await temporaryPool();
    const conflict = await adb
      .call((_, spoor) => {
        throw new spoor.StateConflict('t1');
      })
      .catch((error) => error);
    expect(conflict).toBeInstanceOf(StateConflict);
    expect(conflict).toMatchObject({ code: 'CONFLICT' });
    expect(conflict.message).toContain('t1');
    await expect(adb.call((db) => db.getDb().exec('SELECT nothing'))).rejects.toMatchObject({
      name: 'SqliteError',
      code: 'SQLITE_ERROR',
    });
    await expect(
      adb.call(() => {
        throw { plain: 'thing' };
      }),
    ).rejects.toEqual({ plain: 'thing' });
  });

  test('may not wait for the queue that it is in', async () => {
    const adb = await openPool({ inMemory: true });
    await expect(adb.call(async () => await adb.run('DELETE FROM counters'))).rejects.toMatchObject(
      { code: 'INVALID' },
    );
  });

  test('that reads has a database that cannot be written', async () => {
    const adb = await temporaryPool();
    const write = (db: SpoorDatabase) => db.getDb().exec('DELETE FROM counters');
    await expect(adb.read(write)).rejects.toMatchObject({ code: 'READONLY' });
    await expect(adb.read((db) => write(db))).rejects.toMatchObject({ code: 'READONLY' });
    const get = async (db: SpoorDatabase) => {
      await Promise.resolve();
      return new CounterStore(db).get('global', 'x');
    };
    expect(await Promise.all([1, 2, 3].map(() => adb.read(get)))).toEqual([0, 0, 0]);
  });

  test('may use the database once the call that it was made in is over', async () => {
    const adb = await temporaryPool();
    let later: Promise<unknown> = Promise.resolve();
    await adb.call((db) => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() =>
        adb.run('DELETE FROM counters'),
      );
      return db.getDb().name;
    });
    expect(await later).toMatchObject({ changes: 0 });
    await expect(
      adb.call(async (db) => {
        await adb.run(`DELETE FROM counters WHERE name = '${db.getDb().name}'`);
      }),
    ).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe("another process's lock", () => {
  test('is waited for without a standstill, in the thread and here', async () => {
    const adb = await temporaryPool();
    const path = await adb.call((db) => db.getDb().name);
    const holder = start('hold-lock.mjs', { path, ms: 400 });
    await holder.printed('held');
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const values = await Promise.all([
      adb.call((db) => new CounterStore(db).increment('global', 'x')),
      adb.call((db, spoor) => new spoor.CounterStore(db).increment('global', 'x')),
    ]);
    clearInterval(timer);
    expect(values).toEqual([1, 2]);
    expect(ticks).toBeGreaterThan(5);
    await holder.done;
  });

  test('that is held too long ends the call', async () => {
    const adb = await temporaryPool({ busyTimeoutMs: 150 });
    const path = await adb.call((db) => db.getDb().name);
    const db = openDatabase({ path });
    db.getDb().exec('BEGIN IMMEDIATE');
    await expect(
      adb.call((db) => new CounterStore(db).increment('global', 'x')),
    ).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(adb.run('DELETE FROM counters')).rejects.toMatchObject({ code: 'LOCKED' });
    db.getDb().exec('ROLLBACK');
    expect(await adb.call((db) => new CounterStore(db).increment('global', 'x'))).toBe(1);
  });
});
