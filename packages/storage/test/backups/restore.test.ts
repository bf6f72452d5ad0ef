import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  backup,
  backupFolderOf,
  ChangeWatch,
  HookExecutionLog,
  lastRun,
  listBackups,
  MIGRATIONS,
  migrate,
  restore,
  SCHEMA_VERSION,
  SessionStore,
  type SpoorDatabase,
  takeLease,
} from '../../src/index.js';
import { event } from '../support/events.js';
import { session } from '../support/records.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { unpacked } from '../support/unpacked.js';
import { startWriters } from '../support/writers.js';

function append(db: SpoorDatabase, ...names: string[]): void {
  for (const id of names) db.transaction(() => new HookExecutionLog(db).append(event(id)));
}

const ids = (db: SpoorDatabase) =>
  db.getDb().prepare('SELECT id FROM hook_executions ORDER BY id').pluck().all() as string[];

const seqs = (db: SpoorDatabase) =>
  db.getDb().prepare('SELECT seq FROM hook_executions ORDER BY seq').pluck().all() as number[];

const integrity = (db: SpoorDatabase) => db.getDb().pragma('integrity_check', { simple: true });

describe('a restore', () => {
  test('puts the backup in place, and sets aside what was there', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    const other = openDatabase({ path });
    append(db, 'a', 'b');
    const made = await backup(db);
    append(other, 'c');
    const inode = statSync(path).ino;
    const watch = new ChangeWatch(other);
    watch.changed();
    const report = await restore(db, { from: 'latest' });
    expect(report).toMatchObject({ path, from: made.path, schemaVersion: SCHEMA_VERSION });
    expect(report.rows).toMatchObject({ hook_executions: 2 });
    expect(watch.changed()).toBe(true);
    expect(statSync(path).ino).toBe(inode);
    expect([ids(db), ids(other)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(integrity(other)).toBe('ok');
    expect(report.setAside.path).toMatch(/-before-restore\.db\.gz$/);
    expect(ids(await unpacked(report.setAside.path))).toEqual(['a', 'b', 'c']);
    expect(listBackups(backupFolderOf(path)).map(({ reason }) => reason)).toContain(
      'before-restore',
    );
    expect(lastRun(db, 'restore')).toMatchObject({ outcome: 'success' });
    expect(new AuditLogger(db).query({ limit: 1 })[0]).toMatchObject({
      action: 'database.restore',
      details: { from: made.path },
    });
    append(other, 'd');
    expect(ids(db)).toEqual(['a', 'b', 'd']);
    // A live view that asks for rows after the last it saw sees the new one.
    expect(seqs(db).at(-1)).toBe(4);
  });

  test('takes any file that is a backup, also one that is open elsewhere, and no other', async () => {
    const folder = temporaryFolder();
    const other = openDatabase({ path: join(folder, 'other.db') });
    append(other, 'x');
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    append(db, 'a');
    await restore(db, { from: join(folder, 'other.db'), compress: false });
    expect(ids(db)).toEqual(['x']);

    writeFileSync(join(folder, 'text'), 'no database at all '.repeat(500));
    const foreign = join(folder, 'foreign.db');
    const made = await backup(db, { compress: false });
    const bytes = readFileSync(made.path);
    bytes.writeUInt32BE(7, 68);
    writeFileSync(foreign, bytes);
    const refused: [string, string][] = [
      [join(folder, 'none'), 'NOT_FOUND'],
      [folder, 'UNSAFE_FILE'],
      [join(folder, 'spoor.db'), 'INVALID'],
      [join(folder, 'text'), 'CORRUPT'],
      [foreign, 'NOT_SPOOR'],
    ];
    for (const [from, code] of refused) {
      await expect(restore(db, { from }), from).rejects.toMatchObject({ code });
    }
    expect(ids(db)).toEqual(['x']);
    const empty = temporaryDatabase();
    await expect(restore(empty, { from: 'latest' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const memory = temporaryDatabase({ inMemory: true });
    await expect(restore(memory, { from: made.path })).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('refuses a backup that is damaged, cut off or newer, and leaves all as it is', async () => {
    const folder = temporaryFolder();
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    append(db, ...Array.from({ length: 300 }, (_, n) => `e${n}`));
    const made = await backup(db);
    const packed = readFileSync(made.path);
    const plain = gunzipSync(packed);
    const put = (name: string, bytes: Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const zeroed = Buffer.from(plain);
    zeroed.fill(0, 8_192, plain.length - 8_192);
    const newer = Buffer.from(plain);
    newer.writeUInt32BE(999, 60);
    const flipped = Buffer.from(packed);
    flipped.writeUInt8(flipped.readUInt8(packed.length >> 1) ^ 0xff, packed.length >> 1);
    const files: [string, string][] = [
      [put('zeroed.db', zeroed), 'CORRUPT'],
      [put('zeroed.db.gz', gzipSync(zeroed)), 'CORRUPT'],
      [put('cut.db.gz', packed.subarray(0, packed.length >> 1)), 'CORRUPT'],
      [put('flipped.db.gz', flipped), 'CORRUPT'],
      [put('empty.db', Buffer.alloc(0)), 'NOT_SPOOR'],
      [put('newer.db.gz', gzipSync(newer)), 'NEWER_SCHEMA'],
    ];
    append(db, 'last');
    for (const [from, code] of files) {
      await expect(restore(db, { from }), from).rejects.toMatchObject({ code });
    }
    expect(ids(db)).toHaveLength(301);
    expect(listBackups(backupFolderOf(db.getDb().name))).toHaveLength(1);
    expect(lastRun(db, 'restore')?.outcome).toBe('failure');
  });

  test.each([
    [
      'a trigger',
      'CREATE TRIGGER t AFTER INSERT ON hook_executions BEGIN DELETE FROM sessions; END',
    ],
    ['a view', 'CREATE VIEW v AS SELECT 1'],
    ['a table', 'CREATE TABLE more (x)'],
    ['a virtual table', 'CREATE VIRTUAL TABLE more USING fts5(x)'],
    ['an index', 'CREATE INDEX i ON sessions (abs(name))'],
    [
      'a view in place of a table',
      'DROP TABLE counters; CREATE VIEW counters AS SELECT 1 AS scope, 2 AS name',
    ],
    ['a generated column', 'ALTER TABLE sessions ADD COLUMN g AS (length(name))'],
    ['a column with a check', 'ALTER TABLE sessions ADD COLUMN c CHECK (c < abs(id))'],
    ['a column', 'ALTER TABLE sessions ADD COLUMN c'],
    [
      'another full-text index',
      'DROP TRIGGER IF EXISTS lessons_fts_insert; CREATE TRIGGER x AFTER UPDATE ON lessons BEGIN SELECT 1; END',
    ],
  ])('refuses a backup with %s that Spoor has not made', async (_name, sql) => {
    const folder = temporaryFolder();
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    append(db, 'mine');
    const other = openDatabase({ path: join(folder, 'other.db') });
    append(other, 'theirs');
    other.getDb().exec(sql);
    const schema = () => db.getDb().prepare('SELECT sql FROM sqlite_schema').all();
    const before = schema();
    for (const compress of [true, false]) {
      const { path } = await backup(other, { compress });
      const failed = restore(db, { from: path });
      await expect(failed).rejects.toMatchObject({
        code: 'UNSAFE_FILE',
        message: expect.stringContaining('holds what Spoor has not made'),
      });
    }
    expect(ids(db)).toEqual(['mine']);
    expect(schema()).toEqual(before);
  });

  test('takes a backup with the statistics of its own', async () => {
    const db = temporaryDatabase();
    append(db, 'a');
    db.getDb().exec('ANALYZE');
    await backup(db);
    append(db, 'b');
    await restore(db, { from: 'latest' });
    expect(ids(db)).toEqual(['a']);
  });

  test('brings an older schema up to date before anybody sees it', async () => {
    const folder = temporaryFolder();
    const old = openDatabase({ path: join(folder, 'old.db'), migrations: 'none' });
    migrate(old.getDb(), { to: 1, steps: MIGRATIONS.slice(0, 1) });
    append(old, 'then');
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    const report = await restore(db, { from: join(folder, 'old.db') });
    expect(report.schemaVersion).toBe(1);
    expect(db.getDb().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(ids(db)).toEqual(['then']);
  });

  test('leaves forgotten what was forgotten since the backup', async () => {
    const db = temporaryDatabase();
    const sessions = new SessionStore(db);
    for (const id of ['keep', 'drop']) sessions.put(session(id));
    await backup(db);
    sessions.delete('drop');
    db.getDb().exec(
      `INSERT OR REPLACE INTO forgotten_sessions (session_id, forgotten_at)
       VALUES ('drop', '2026-11-21T09:00:00.000Z')`,
    );
    await restore(db, { from: 'latest' });
    expect(sessions.list().map(({ id }) => id)).toEqual(['keep']);
    expect(db.getDb().prepare('SELECT session_id FROM forgotten_sessions').pluck().all()).toEqual([
      'drop',
    ]);
  });

  test('helps a database whose pages are damaged', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const before = openDatabase({ path });
    const log = new HookExecutionLog(before);
    before.transaction(() => {
      for (let n = 0; n < 300; n++) {
        log.append(event(`e${n}`, { payloadJson: JSON.stringify('x'.repeat(2_000)) }));
      }
    });
    await backup(before);
    before.close();
    const bytes = readFileSync(path);
    bytes.fill(0xaa, bytes.length - 12 * 4_096);
    writeFileSync(path, bytes);
    const db = openDatabase({ path, migrations: 'none' });
    expect(integrity(db)).not.toBe('ok');
    const { setAside } = await restore(db, { from: 'latest' });
    expect(integrity(db)).toBe('ok');
    expect(ids(db)).toHaveLength(300);
    expect(statSync(setAside.path).size).toBeGreaterThan(0);
  });

  test('waits for other upkeep, and gives up in the end', async () => {
    const db = temporaryDatabase();
    append(db, 'a');
    await backup(db);
    const lease = takeLease(db, { name: 'maintain', termMs: 60_000 });
    const waiting = restore(db, { from: 'latest' });
    setTimeout(() => lease?.release(), 150);
    await waiting;
    const stopper = new AbortController();
    takeLease(db, { name: 'maintain', termMs: 60_000 });
    setTimeout(() => stopper.abort(), 150);
    await expect(restore(db, { from: 'latest', signal: stopper.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

test('a restore under four writers: they only wait, and every event is in one place or another', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  db.transaction(() => {
    const log = new HookExecutionLog(db);
    for (let n = 0; n < 2_000; n++) {
      log.append(event(`old${n}`, { payloadJson: JSON.stringify('x'.repeat(2_000)) }));
    }
  });
  const writers = startWriters(path);
  await writers.more(40);
  const acknowledged = writers.committed();
  await backup(db);
  await writers.more(40);
  const { setAside } = await restore(db, { from: 'latest' });
  await writers.more(40);
  const { committed, errors } = await writers.stop();
  expect(errors).toEqual([]);
  expect(integrity(db)).toBe('ok');
  const now = new Set(ids(db));
  expect(acknowledged.filter((id) => !now.has(id))).toEqual([]);
  const aside = new Set(ids(await unpacked(setAside.path)));
  expect(committed.filter((id) => !now.has(id) && !aside.has(id))).toEqual([]);
  expect(committed.filter((id) => !now.has(id)).length).toBeGreaterThan(0);
});
