import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  checkDatabase,
  HookExecutionLog,
  indexTexts,
  isUnderRepair,
  migrate,
  noteSuspicion,
  type RepairReport,
  readSuspicion,
  repairDatabase,
  SpoorDatabase,
} from '../../src/index.js';
import { run, start } from '../support/child.js';
import { event } from '../support/events.js';
import { fillEveryTable, filledDatabase } from '../support/filled-database.js';
import { placeRows, readAllRows } from '../support/row-places.js';
import { smallDisk } from '../support/small-disk.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

const PAGE = 4096;

/** Where the damaged file was set aside. */
function asideOf({ folder }: RepairReport): string {
  if (folder === null) throw new Error('nothing was set aside');
  return folder;
}

/** A database in a folder of its own; `spoil` changes its bytes. */
function spoiled(spoil: (bytes: Buffer) => Buffer): { path: string; bytes: Buffer; whole: Buffer } {
  const whole = filledDatabase();
  const bytes = spoil(Buffer.from(whole));
  const path = join(temporaryFolder(), 'spoor.db');
  writeFileSync(path, bytes, { mode: 0o600 });
  return { path, bytes, whole };
}

function rowsOf(path: string): Map<string, Set<string>> {
  return readAllRows(openDatabase({ path, readonly: true, migrations: 'none' }).getDb());
}

function rowsIn(bytes: Buffer): Map<string, Set<string>> {
  const path = join(temporaryFolder(), 'rows.db');
  writeFileSync(path, bytes);
  return rowsOf(path);
}

/** A database of an older schema, as it is once it is up to date. */
function broughtUp(bytes: Buffer): string {
  const path = join(temporaryFolder(), 'spoor.db');
  writeFileSync(path, bytes);
  new SpoorDatabase({ path }).close();
  return path;
}

/**
 * Rows that a repair must give back: what a check and a repair write themselves is left out, and how
 * far transcripts were read, which is forgotten where something was lost.
 */
function missing(before: Map<string, Set<string>>, after: Map<string, Set<string>>): string[] {
  const recorded = [...before].filter(([table]) => table !== 'transcript_cursors');
  return recorded.flatMap(([table, rows]) =>
    [...rows].filter((row) => after.get(table)?.has(row) !== true).map((row) => `${table} ${row}`),
  );
}

/** Messages without the numbers that a later schema gives them, in whatever order they lie. */
function withoutNumbers(rows: Map<string, Set<string>>): Map<string, Set<string>> {
  const messages = [...(rows.get('messages') ?? [])].map((row) => row.replace(/^\[\d+,/, '['));
  return new Map([...rows, ['messages', new Set(messages)]]);
}

/** Leaf pages of a table. */
function leavesOf(bytes: Buffer, table: string): number[] {
  const path = join(temporaryFolder(), 'places.db');
  writeFileSync(path, bytes);
  const handle = new BetterSqlite3(path, { readonly: true });
  const pages = placeRows(handle).flatMap((row) => (row.table === table ? row.pages : []));
  handle.close();
  return [...new Set(pages)];
}

function zero(bytes: Buffer, page: number): Buffer {
  return bytes.fill(0, (page - 1) * PAGE, page * PAGE);
}

async function expectWhole(path: string): Promise<void> {
  const report = await checkDatabase(path, { deep: true, pauseMs: 0 });
  expect(report.problems).toEqual([]);
  expect(report.verdict).toBe('ok');
}

describe('a repair of a database that opens', () => {
  test('writes what could be saved over it, and keeps the damaged one as it was', async () => {
    const { path, bytes, whole } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[1] ?? 0));
    noteSuspicion(path, Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' }));
    expect((await checkDatabase(path, { pauseMs: 0 })).verdict).toBe('corrupt');

    const report = await repairDatabase(path);

    expect(report.how).toBe('written over');
    expect(readFileSync(join(asideOf(report), 'spoor.db')).equals(bytes)).toBe(true);
    expect(statSync(asideOf(report)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(asideOf(report))) {
      expect(statSync(join(asideOf(report), name)).mode & 0o077, name).toBe(0);
    }
    expect(JSON.parse(readFileSync(join(asideOf(report), 'report.json'), 'utf8'))).toEqual(report);
    const audit = report.tables.find(({ table }) => table === 'audit_logs');
    expect(audit?.whole).toBe(false);
    expect(audit?.missing).toBeGreaterThan(0);
    expect(audit?.unreadable.length).toBe(1);
    expect(report.tables.filter((one) => !one.whole).map(({ table }) => table)).toEqual([
      'audit_logs',
    ]);
    const lost = missing(rowsIn(whole), rowsOf(path));
    expect(lost.length).toBe(audit?.missing);
    expect(lost.every((row) => row.startsWith('audit_logs'))).toBe(true);
    expect(readSuspicion(path)).toBeNull();
    expect(isUnderRepair(path)).toBe(false);
    await expectWhole(path);
  });

  test('is noted in the audit log and among the runs of upkeep', async () => {
    const { path } = spoiled((all) => zero(all, leavesOf(all, 'messages')[0] ?? 0));
    const folder = asideOf(await repairDatabase(path));
    const db = openDatabase({ path });
    const [entry] = new AuditLogger(db).query({ limit: 1 });
    expect(entry).toMatchObject({ action: 'database.repair', agent: 'user' });
    expect(entry?.details).toMatchObject({ folder, damagedTables: ['messages'] });
    const runs = db
      .getDb()
      .prepare("SELECT outcome FROM maintenance_runs WHERE operation = 'repair'");
    expect(runs.all()).toEqual([{ outcome: 'success' }]);
  });

  test.each([
    ['messages', 0],
    ['audit_logs', 24],
  ])(
    'forgets how far transcripts were read where %s lost rows they may tell of',
    async (table, left) => {
      const { path } = spoiled((all) => zero(all, leavesOf(all, table)[0] ?? 0));
      const report = await repairDatabase(path);
      expect(report.transcriptsAnew).toBe(24 - left);
      const cursors = openDatabase({ path }).getDb().prepare('SELECT * FROM transcript_cursors');
      expect(cursors.all()).toHaveLength(left);
    },
  );

  test('new rows get numbers above those that were lost', async () => {
    const { path, whole } = spoiled((all) => {
      for (const page of leavesOf(all, 'hook_executions').slice(-2)) zero(all, page);
      return all;
    });
    const last = rowsIn(whole).get('hook_executions')?.size ?? 0;
    await repairDatabase(path);
    const handle = openDatabase({ path }).getDb();
    const sequence = handle.prepare(
      "SELECT seq FROM sqlite_sequence WHERE name = 'hook_executions'",
    );
    expect(sequence.pluck().get()).toBe(last);
  });

  test('connections that others have open go on', async () => {
    const { path } = spoiled((all) => zero(all, leavesOf(all, 'tool_calls')[0] ?? 0));
    const other = openDatabase({ path });
    const count = other.getDb().prepare<[], { n: number }>('SELECT count(*) AS n FROM sessions');
    const before = count.get();
    await repairDatabase(path);
    expect(count.get()).toEqual(before);
    other.transaction(() =>
      other.getDb().exec("DELETE FROM sessions WHERE id LIKE 'sessions-1-%'"),
    );
    await expectWhole(path);
  });

  test('takes what is in the WAL', async () => {
    const { path, bytes } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[0] ?? 0));
    const db = openDatabase({ path, autoCheckpointPages: 0 });
    db.transaction(() =>
      db
        .getDb()
        .exec("INSERT INTO counters (scope, name, value, updated_at) VALUES ('a', 'b', 7, 't')"),
    );
    const folder = asideOf(await repairDatabase(path));
    expect(readFileSync(join(folder, 'spoor.db')).equals(bytes)).toBe(true);
    expect(statSync(join(folder, 'spoor.db-wal')).size).toBeGreaterThan(0);
    const value = openDatabase({ path })
      .getDb()
      .prepare("SELECT value FROM counters WHERE scope = 'a'");
    expect(value.pluck().get()).toBe(7);
  });
});

describe('where only indexes are wrong', () => {
  test('full text is made anew, and no row is touched', async () => {
    const { path } = spoiled((all) => all);
    const db = new SpoorDatabase({ path });
    db.getDb().exec(`
      INSERT INTO lessons_fts (lessons_fts) VALUES ('delete-all');
      UPDATE search_cursors SET seq = 9;
      INSERT INTO calls_fts (rowid, summary) VALUES (12, 'of no call')`);
    db.close();
    const before = rowsOf(path);
    const { problems } = await checkDatabase(path, { deep: true, pauseMs: 0 });
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['full-text']));
    expect(await repairDatabase(path, { problems })).toMatchObject({
      how: 'indexes',
      folder: null,
    });
    expect(missing(before, rowsOf(path))).toEqual([]);
    expect(existsSync(join(dirname(path), 'damaged'))).toBe(false);
    await expectWhole(path);
    const repaired = openDatabase({ path });
    indexTexts(repaired);
    const found = repaired.getDb().prepare('SELECT rowid FROM calls_fts(?)').pluck();
    expect(found.all('"of no call"')).toEqual([]);
    expect(found.all('"summary 12"')).toEqual([12]);
    await expectWhole(path);
  });

  test('sums of tokens are made anew from the messages', async () => {
    const { path } = spoiled((all) => all);
    const db = new SpoorDatabase({ path });
    const sums = db.getDb().prepare('SELECT * FROM usage_quarters ORDER BY 1, 2, 3, 4');
    const right = sums.all();
    expect(right.length).toBeGreaterThan(0);
    db.getDb().exec(`
      UPDATE usage_quarters SET cost_nano_usd = 7, messages = messages + 1;
      INSERT INTO usage_quarters SELECT 'x' || quarter, session_id, agent_id, model, 1, 1, 1, 1, 1, 1, 1, 1
      FROM usage_quarters`);
    const { problems } = await checkDatabase(path, { deep: true, pauseMs: 0 });
    expect(problems).toMatchObject([{ kind: 'sums', table: 'usage_quarters' }]);
    expect(await repairDatabase(path, { problems })).toMatchObject({ how: 'indexes' });
    expect(sums.all()).toEqual(right);
    db.close();
    await expectWhole(path);
  });

  test('what does not help is taken back, and everything is salvaged', async () => {
    const { path, whole } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[0] ?? 0));
    const problems = [{ kind: 'index', table: 'audit_logs', message: 'not all of it' }] as const;
    const report = await repairDatabase(path, { problems });
    expect(report.how).toBe('written over');
    expect(missing(rowsIn(whole), rowsOf(path)).every((row) => row.startsWith('audit_logs'))).toBe(
      true,
    );
    await expectWhole(path);
  });
});

test('a database of an older schema is salvaged, and brought up to date', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const old = new SpoorDatabase({ path, migrations: 'none' });
  migrate(old.getDb(), { to: 1 });
  fillEveryTable(old.getDb());
  old.close();
  const whole = readFileSync(path);
  writeFileSync(path, zero(Buffer.from(whole), leavesOf(whole, 'messages')[0] ?? 0));
  mkdirSync(join(dirname(path), 'backups'));
  writeFileSync(join(dirname(path), 'backups', 'spoor-2026-11-21T09-00-00.000Z.db'), whole);
  const before = rowsOf(broughtUp(whole));
  const report = await repairDatabase(path);
  expect(Object.keys(report.backup?.rows ?? {})).toEqual(['messages']);
  expect(missing(withoutNumbers(before), withoutNumbers(rowsOf(path)))).toEqual([]);
  await expectWhole(path);
});

test('rows that break the rules are counted and put aside', async () => {
  const { path } = spoiled((all) => all);
  const db = new SpoorDatabase({ path });
  db.getDb().exec(`
    PRAGMA ignore_check_constraints=ON;
    UPDATE tool_calls SET status = 'odd' WHERE rowid = 3;
    UPDATE messages SET content = CAST(x'ff41fe' AS TEXT) WHERE rowid = 5;
    PRAGMA foreign_keys=OFF;
    DELETE FROM lessons WHERE seq = 2`);
  db.close();
  const report = await repairDatabase(path);
  expect(report.refused).toBe(2);
  const aside = readFileSync(join(asideOf(report), 'refused.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const rows = aside.map((line) => JSON.parse(line) as { table: string; row: object });
  expect(rows.map(({ table }) => table)).toEqual(['messages', 'tool_calls', 'lesson_evidence']);
  expect(rows[0]?.row).toMatchObject({ content: { base64: '/0H+' } });
  expect(rows[1]?.row).toMatchObject({ status: 'odd' });
  await expectWhole(path);
});

test('a WAL that is destroyed is set aside with the rest', async () => {
  const { path, bytes, whole } = spoiled((all) => all);
  writeFileSync(`${path}-wal`, Buffer.alloc(50_000, 'x'));
  expect((await checkDatabase(path, { pauseMs: 0 })).verdict).toBe('corrupt');
  const report = await repairDatabase(path);
  expect(report).toMatchObject({ how: 'written over', walDamaged: true });
  expect(readFileSync(join(asideOf(report), 'spoor.db')).equals(bytes)).toBe(true);
  expect(
    readFileSync(join(asideOf(report), 'spoor.db-wal')).equals(Buffer.alloc(50_000, 'x')),
  ).toBe(true);
  expect(missing(rowsIn(whole), rowsOf(path))).toEqual([]);
  await expectWhole(path);
});

test('on a full disk it leaves everything as it was', async (context) => {
  const { bytes } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[0] ?? 0));
  const path = join(smallDisk(context, '2m'), 'spoor.db');
  writeFileSync(path, bytes, { mode: 0o600 });
  await expect(repairDatabase(path)).rejects.toMatchObject({ code: 'FULL' });
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(join(dirname(path), 'damaged'))).toEqual([]);
  expect(isUnderRepair(path)).toBe(false);
});

describe('a repair of a file that can not be opened', () => {
  test.each([
    ['garbage', (all: Buffer) => all.fill('garbage'), 0],
    ['header destroyed', (all: Buffer) => all.fill(0, 0, 100), 1],
    ['first page destroyed', (all: Buffer) => zero(all, 1), 1],
    ['cut off in the middle', (all: Buffer) => all.subarray(0, 100 * PAGE), 0.2],
    ['truncated to nothing', (all: Buffer) => all.subarray(0, 0), 0],
  ])('%s: moves it aside and makes a new one', async (_name, spoil, share) => {
    const { path, bytes, whole } = spoiled(spoil);
    expect((await checkDatabase(path, { pauseMs: 0 })).verdict).toBe('unreadable');
    const report = await repairDatabase(path);
    expect(report.how).toBe('made anew');
    expect(readFileSync(join(asideOf(report), 'spoor.db')).equals(bytes)).toBe(true);
    const before = rowsIn(whole);
    const total = missing(before, new Map()).length;
    const kept = total - missing(before, rowsOf(path)).length;
    expect(kept).toBeGreaterThanOrEqual(total * share);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expectWhole(path);
  });

  test('keeps a WAL that lies beside an empty file', async () => {
    const { path } = spoiled((all) => all.subarray(0, 0));
    writeFileSync(`${path}-wal`, 'what was left');
    const folder = asideOf(await repairDatabase(path));
    expect(readFileSync(join(folder, 'spoor.db-wal'), 'utf8')).toBe('what was left');
    await expectWhole(path);
  });

  test('gets back from the WAL what only the WAL has', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const copy = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, autoCheckpointPages: 0 });
    fillEveryTable(db.getDb());
    const before = readAllRows(db.getDb());
    writeFileSync(copy, '');
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const report = await repairDatabase(copy);
    expect(report.how).toBe('made anew');
    expect(missing(before, rowsOf(copy))).toEqual([]);
  });
});

describe('the latest good backup', () => {
  function withBackups(path: string, files: Record<string, Buffer>): void {
    const folder = join(dirname(path), 'backups');
    mkdirSync(folder);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  }

  test.each([
    ['plain', 'spoor-2026-11-21T09-00-00.000Z.db', (bytes: Buffer) => bytes],
    ['compressed', 'spoor-2026-11-21T09-00-00.000Z.db.gz', (bytes: Buffer) => gzipSync(bytes)],
  ])('fills in what is lost: %s', async (_name, file, pack) => {
    const { path, whole } = spoiled((all) => zero(all, leavesOf(all, 'messages')[0] ?? 0));
    withBackups(path, { [file]: pack(whole) });
    const report = await repairDatabase(path);
    expect(Object.keys(report.backup?.rows ?? {})).toEqual(['messages']);
    expect(missing(rowsIn(whole), rowsOf(path))).toEqual([]);
    await expectWhole(path);
  });

  test('gives back what a fork has under an id that its origin has too', async () => {
    const whole = filledDatabase();
    const path = join(temporaryFolder(), 'spoor.db');
    writeFileSync(path, whole);
    const db = new SpoorDatabase({ path });
    db.getDb().exec(`
      INSERT INTO messages (session_id, id, type, timestamp)
      SELECT 'fork', id, type, timestamp FROM messages ORDER BY seq LIMIT 10`);
    const backup = db.getDb().serialize();
    // What was recorded since has the numbers of what is lost.
    db.getDb().exec(`
      DELETE FROM messages WHERE session_id = 'fork';
      DELETE FROM sqlite_sequence WHERE name = 'messages';
      INSERT INTO messages (session_id, id, type, timestamp)
      SELECT 'later', id, type, timestamp FROM messages ORDER BY seq LIMIT 10`);
    db.getDb().pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const bytes = readFileSync(path);
    writeFileSync(path, zero(bytes, leavesOf(bytes, 'messages')[0] ?? 0));
    withBackups(path, { 'spoor-2026-11-21T09-00-00.000Z.db': backup });
    await repairDatabase(path);
    const handle = openDatabase({ path }).getDb();
    const count = (session: string) =>
      handle.prepare('SELECT count(*) FROM messages WHERE session_id = ?').pluck().get(session);
    expect([count('fork'), count('later')]).toEqual([10, 10]);
  });

  test('is the latest that is whole', async () => {
    const { path, whole } = spoiled((all) => all.fill('garbage'));
    withBackups(path, { 'spoor-2026-11-21T09-00-00.000Z.db': whole });
    const folder = join(dirname(path), 'backups');
    writeFileSync(join(folder, 'spoor-2026-11-22T09-00-00.000Z.db'), zero(Buffer.from(whole), 30));
    writeFileSync(join(folder, 'spoor-2026-11-23T09-00-00.000Z.db.gz'), 'no gzip');
    const report = await repairDatabase(path);
    expect(report.backup?.path).toBe(join(folder, 'spoor-2026-11-21T09-00-00.000Z.db'));
    expect(missing(rowsIn(whole), rowsOf(path))).toEqual([]);
  });

  test('brings back neither what was deleted from whole tables nor forgotten sessions', async () => {
    const whole = filledDatabase();
    const path = join(temporaryFolder(), 'spoor.db');
    writeFileSync(path, whole);
    const db = new SpoorDatabase({ path });
    db.getDb().exec(`
      DELETE FROM lessons WHERE seq = 1;
      UPDATE messages SET session_id = 'forgotten' WHERE rowid = 20;`);
    const backup = db.getDb().serialize();
    db.getDb().exec(`
      DELETE FROM messages WHERE session_id = 'forgotten';
      INSERT INTO forgotten_sessions (session_id, forgotten_at) VALUES ('forgotten', 't')`);
    db.getDb().pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const bytes = readFileSync(path);
    writeFileSync(path, zero(bytes, leavesOf(bytes, 'messages')[0] ?? 0));
    withBackups(path, { 'spoor-2026-11-21T09-00-00.000Z.db': backup });
    const report = await repairDatabase(path);
    expect(report.backup?.rows['messages']).toBeGreaterThan(0);
    const handle = openDatabase({ path }).getDb();
    const count = (sql: string) => handle.prepare(sql).pluck().get();
    expect(count("SELECT count(*) FROM messages WHERE session_id = 'forgotten'")).toBe(0);
    expect(count('SELECT count(*) FROM lessons WHERE seq = 1')).toBe(0);
  });
});

/** Waits until the writers go on after a repair. */
async function untilMoreAreWritten(path: string): Promise<void> {
  const db = openDatabase({ path, readonly: true });
  const last = db.getDb().prepare<[], number>('SELECT max(seq) FROM hook_executions').pluck();
  for (const before = last.get() ?? 0; (last.get() ?? 0) < before + 8; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('while others write', () => {
  test.each([
    ['written over', false],
    ['made anew', true],
  ])('nothing that was acknowledged is lost: %s', async (how, unreadable) => {
    const { path } = spoiled((all) =>
      unreadable ? all.fill(0, 0, 100) : zero(all, leavesOf(all, 'audit_logs')[0] ?? 0),
    );
    const writers = [0, 1, 2, 3].map((n) =>
      start('keep-writing.mjs', { path, prefix: `w${n}`, eachOpens: unreadable || n % 2 === 0 }),
    );
    await Promise.all(writers.map((writer) => writer.printed('ready')));
    const report = await repairDatabase(path);
    expect(report.how).toBe(how);
    await untilMoreAreWritten(path);
    for (const writer of writers) writer.process.stdin?.end('end\n');
    const ends = await Promise.all(writers.map((writer) => writer.done));
    const committed = ends.flatMap(({ stdout }) => {
      const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { committed: string[] };
      return last.committed;
    });
    expect(committed.length).toBeGreaterThan(0);
    const handle = openDatabase({ path }).getDb();
    const there = new Set(
      handle.prepare<[], string>('SELECT id FROM hook_executions').pluck().all(),
    );
    expect(committed.filter((id) => !there.has(id))).toEqual([]);
    await expectWhole(path);
  });

  test('two repairs at once: the second is told so', async () => {
    const { path } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[0] ?? 0));
    const first = repairDatabase(path);
    await expect(repairDatabase(path)).rejects.toMatchObject({ code: 'LOCKED' });
    expect(() => new SpoorDatabase({ path })).toThrow(/being repaired/);
    await first;
    await expectWhole(path);
  });
});

describe('a repair that is stopped', () => {
  test('as asked: leaves everything as it was', async () => {
    const { path, bytes } = spoiled((all) => zero(all, leavesOf(all, 'audit_logs')[0] ?? 0));
    const stopper = new AbortController();
    const repair = repairDatabase(path, {
      signal: stopper.signal,
      onProgress: () => stopper.abort(),
    });
    await expect(repair).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(existsSync(join(dirname(path), 'repair.lock'))).toBe(false);
    expect(readdirSync(join(dirname(path), 'damaged'))).toEqual([]);
    await repairDatabase(path);
    await expectWhole(path);
  });

  test.each([
    ['that opens', false],
    ['that can not be opened', true],
  ])('by a kill, with a file %s: the next goes on', async (_name, unreadable) => {
    const { path, bytes, whole } = spoiled((all) =>
      unreadable ? all.fill(0, 0, 100) : zero(all, leavesOf(all, 'audit_logs')[0] ?? 0),
    );
    const { signal } = await start('repair.mjs', { path, dieAt: 0 }).done;
    expect(signal).toBe('SIGKILL');
    expect(isUnderRepair(path)).toBe(false);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const again = await run<{ folder: string }>('repair.mjs', { path });
    expect(readFileSync(join(again.folder, 'spoor.db')).equals(bytes)).toBe(true);
    const tables = new Set(missing(rowsIn(whole), rowsOf(path)).map((row) => row.split(' ')[0]));
    expect([...tables]).toEqual(unreadable ? [] : ['audit_logs']);
    await expectWhole(path);
  });

  test('after it had moved the file: the next one goes on, with what came in between', async () => {
    const { path, bytes, whole } = spoiled((all) => all.fill(0, 0, 100));
    const folder = join(dirname(path), 'damaged', 'earlier');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'spoor.db'), bytes);
    const state = { pid: 999_999_999, startedAt: '', folder, isMoving: true };
    writeFileSync(join(dirname(path), 'repair.lock'), JSON.stringify(state));
    writeFileSync(path, '');
    const between = new SpoorDatabase({ path });
    new HookExecutionLog(between).append(event('in-between'));
    between.close();
    const report = await repairDatabase(path);
    expect(report.folder).toBe(folder);
    expect(readFileSync(join(folder, 'spoor.db')).equals(bytes)).toBe(true);
    const after = rowsOf(path);
    expect(missing(rowsIn(whole), after)).toEqual([]);
    const events = [...(after.get('hook_executions') ?? [])];
    expect(events.filter((row) => row.includes('"in-between"')).length).toBe(1);
    await expectWhole(path);
  });
});

test('a repair that is killed at any moment is taken up, and what came since stays', async () => {
  const { path, bytes, whole } = spoiled((all) => all.fill(0, 0, 100));
  for (const delayMs of [60, 120, 180, 240, 300, 400]) {
    const child = start('repair.mjs', { path });
    const timer = setTimeout(() => child.process.kill('SIGKILL'), delayMs);
    await child.done;
    clearTimeout(timer);
  }
  const last = await checkDatabase(path, { pauseMs: 0 });
  if (last.verdict !== 'ok') await repairDatabase(path);
  const damaged = join(dirname(path), 'damaged');
  const kept = readdirSync(damaged).map((name) => join(damaged, name, 'spoor.db'));
  expect(kept.some((file) => existsSync(file) && readFileSync(file).equals(bytes))).toBe(true);
  expect(missing(rowsIn(whole), rowsOf(path))).toEqual([]);
  await expectWhole(path);
});

test('one that was killed at its very end does not undo what came since', async () => {
  const { path } = spoiled((all) => all.fill(0, 0, 100));
  const folder = asideOf(await repairDatabase(path));
  const db = new SpoorDatabase({ path });
  db.getDb().exec("UPDATE sessions SET name = 'newer'");
  db.close();
  const state = { pid: 999_999_999, startedAt: '', folder, isMoving: true };
  writeFileSync(join(dirname(path), 'repair.lock'), JSON.stringify(state));
  expect((await checkDatabase(path, { pauseMs: 0 })).problems[0]?.kind).toBe('repair');
  await repairDatabase(path);
  const names = openDatabase({ path }).getDb().prepare('SELECT DISTINCT name FROM sessions');
  expect(names.pluck().all()).toEqual(['newer']);
  await expectWhole(path);
});

test('another program’s database, a newer one and a missing one are left alone', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  await expect(repairDatabase(path)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const handle = new BetterSqlite3(path);
  handle.exec('CREATE TABLE theirs (a)');
  handle.close();
  const theirs = readFileSync(path);
  await expect(repairDatabase(path)).rejects.toMatchObject({ code: 'NOT_SPOOR' });
  expect(readFileSync(path).equals(theirs)).toBe(true);
  const newer = join(temporaryFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path: newer });
  db.getDb().pragma('user_version=99');
  db.close();
  await expect(repairDatabase(newer)).rejects.toMatchObject({ code: 'NEWER_SCHEMA' });
  expect(readdirSync(dirname(newer))).not.toContain('damaged');
});
