import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSessionIds, SpoorDatabase, StorageError } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseWatch } from '../../../src/app/live/database-watch.js';
import { putSession, sessionRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

function open(path: string): DatabaseWatch {
  const watch = new DatabaseWatch(path);
  onTestFinished(() => watch.close());
  return watch;
}

function writer(path: string): SpoorDatabase {
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  return db;
}

/** Looks until there is something new: at a database that can't be opened it looks less often. */
function changedSoon(watch: DatabaseWatch): boolean {
  return [1, 2, 3].some(() => watch.changed());
}

const ids = (watch: DatabaseWatch) => watch.ask((db) => listSessionIds(db));

describe('DatabaseWatch', () => {
  it('waits for a database that is not there yet', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const watch = open(path);
    expect(watch.source).toEqual({ state: 'missing' });
    expect(changedSoon(watch)).toBe(false);
    expect(ids(watch)).toBeNull();
    putSession(writer(path), sessionRecord('s1'));
    expect(changedSoon(watch)).toBe(true);
    expect(ids(watch)).toEqual({ told: ['s1'] });
  });

  it('notices commits of others, and nothing else', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = writer(path);
    const watch = open(path);
    expect(ids(watch)).toEqual({ told: [] });
    expect([watch.changed(), watch.changed()]).toEqual([false, false]);
    putSession(db, sessionRecord('s1'));
    expect([watch.changed(), watch.changed()]).toEqual([true, false]);
  });

  it('stays broken while nothing can be read behind the first page', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    putSession(db, sessionRecord('s1'));
    db.close();
    const whole = readFileSync(path);
    const pageSize = whole.readUInt16BE(16) === 1 ? 65_536 : whole.readUInt16BE(16);
    writeFileSync(path, Buffer.concat([whole.subarray(0, pageSize), Buffer.alloc(whole.length)]));
    const watch = open(path);
    expect(watch.source.state).toBe('broken');
    expect([1, 2, 3, 4, 5, 6].some(() => watch.changed())).toBe(false);
    expect(ids(watch)).toBeNull();
    writeFileSync(path, whole);
    expect(changedSoon(watch)).toBe(true);
    expect(ids(watch)).toEqual({ told: ['s1'] });
  });

  it('says what is wrong with a file that is no database, and goes on when it is one', () => {
    const path = join(scratchFolder(), 'spoor.db');
    writeFileSync(path, 'no database at all, but long enough to be looked at', { mode: 0o600 });
    const watch = open(path);
    expect(watch.source).toMatchObject({
      state: 'broken',
      advice: expect.stringMatching(/doctor/),
    });
    renameSync(path, `${path}.aside`);
    putSession(writer(path), sessionRecord('s1'));
    expect(changedSoon(watch)).toBe(true);
    expect(ids(watch)).toEqual({ told: ['s1'] });
  });

  it('opens another file in the place of the one it had', () => {
    const folder = scratchFolder();
    const [path, other] = [join(folder, 'spoor.db'), join(folder, 'other.db')];
    for (const [at, id] of [
      [path, 'old'],
      [other, 'new'],
    ] as const) {
      const db = new SpoorDatabase({ path: at });
      putSession(db, sessionRecord(id));
      db.close();
    }
    const watch = open(path);
    const { openings } = watch;
    renameSync(other, path);
    expect(watch.changed()).toBe(true);
    expect(watch.source.state).toBe('ready');
    expect(watch.openings).toBe(openings + 1);
    expect(ids(watch)).toEqual({ told: ['new'] });
  });

  it('says that the database is of a newer Spoor once it has become one', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = writer(path);
    const watch = open(path);
    db.getDb().pragma('user_version = 9999');
    expect(watch.changed()).toBe(true);
    expect(watch.source).toMatchObject({
      state: 'broken',
      advice: expect.stringMatching(/Update/),
    });
  });

  it("takes a question's own fault for no broken database", () => {
    const path = join(scratchFolder(), 'spoor.db');
    putSession(writer(path), sessionRecord('s1'));
    const watch = open(path);
    const ask = (thrown: () => unknown) => () => watch.ask(thrown);
    const faults = [
      ask(() => {
        throw new TypeError('undefined is no function');
      }),
      () => watch.ask((db) => db.getDb().prepare('SELECT no_such_column FROM sessions').all()),
      ask(() => {
        throw new StorageError('INVALID', 'a page has rows');
      }),
    ];
    for (const fault of faults) expect(fault).toThrow();
    expect(watch.source.state).toBe('ready');
    expect(ids(watch)).toEqual({ told: ['s1'] });
  });

  it('leaves a database that fails, and has nothing to say to a lock', () => {
    const path = join(scratchFolder(), 'spoor.db');
    writer(path);
    const watch = open(path);
    const fail = (code: 'LOCKED' | 'CORRUPT') =>
      watch.ask(() => {
        throw new StorageError(code, `it is ${code}`);
      });
    expect(fail('LOCKED')).toBeNull();
    expect(watch.source.state).toBe('ready');
    expect(fail('CORRUPT')).toBeNull();
    expect(watch.source).toMatchObject({ state: 'broken', message: 'it is CORRUPT' });
    expect(changedSoon(watch)).toBe(true);
    expect(watch.source.state).toBe('ready');
  });
});
