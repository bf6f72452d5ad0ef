import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  type CheckReport,
  checkDatabase,
  clearSuspicion,
  type Handle,
  indexTexts,
  noteSuspicion,
  type OpenForCheck,
  readSuspicion,
  SpoorDatabase,
  StorageError,
} from '../../src/index.js';
import { fillEveryTable, filledDatabase } from '../support/filled-database.js';
import { temporaryFolder } from '../support/temporary.js';

const PAGE = 4096;

/** A filled database, closed. `change` may do to it what the stores never would. */
function database(change: (handle: Handle) => void = () => undefined): string {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  fillEveryTable(db.getDb());
  change(db.getDb());
  db.close();
  return path;
}

const look = (path: string, deep = true): Promise<CheckReport> =>
  checkDatabase(path, { deep, pauseMs: 0 });

function sqliteError(code: string): Error {
  return Object.assign(new Error(`made: ${code}`), { code });
}

/** Opens as usual, but the first connections fail at their first look at the pages. */
function failing(code: string, times: number): { open: OpenForCheck; opened: () => number } {
  let opened = 0;
  const open: OpenForCheck = (path, mode) => {
    const handle = new BetterSqlite3(path, { readonly: mode === 'read' });
    opened++;
    if (opened > times) return handle;
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === 'pragma') return target.pragma.bind(target);
        if (name === 'close') return target.close.bind(target);
        if (name !== 'prepare') return Reflect.get(target, name) as unknown;
        return () => {
          throw sqliteError(code);
        };
      },
    });
  };
  return { open, opened: () => opened };
}

describe('a whole database', () => {
  test.each([false, true])('is whole (deep: %s), and the run is kept', async (deep) => {
    const path = database();
    const steps: number[] = [];
    const report = await checkDatabase(path, { deep, onProgress: ({ done }) => steps.push(done) });
    expect(report).toMatchObject({ path, deep, verdict: 'ok', problems: [], suspicion: null });
    expect(report.checkedPages).toBe(statSync(path).size / PAGE);
    expect(steps.length).toBeGreaterThan(0);
    const db = new SpoorDatabase({ path, readonly: true });
    const run = db
      .getDb()
      .prepare("SELECT outcome, details FROM maintenance_runs WHERE operation = 'check'");
    expect(run.get()).toMatchObject({ outcome: 'success' });
    db.close();
  });

  test('may be empty, or new, or have its full-text index fed in part', async () => {
    const folder = temporaryFolder();
    const fresh = join(folder, 'fresh.db');
    new SpoorDatabase({ path: fresh }).close();
    expect((await look(fresh)).verdict).toBe('ok');
    const fed = database((handle) =>
      handle.exec(`
        INSERT INTO audit_fts (rowid, action, agent, details)
          SELECT seq, action, agent, details FROM audit_logs WHERE seq <= 20;
        UPDATE search_cursors SET seq = 20 WHERE name = 'audit'`),
    );
    expect((await look(fed)).problems).toEqual([]);
    const db = new SpoorDatabase({ path: fed });
    indexTexts(db, { limit: 5 });
    db.close();
    expect((await look(fed)).problems).toEqual([]);
  });

  test('is not condemned by one read that failed', async () => {
    for (const code of ['SQLITE_IOERR_READ', 'SQLITE_CORRUPT']) {
      const path = database();
      const { open, opened } = failing(code, 2);
      const report = await checkDatabase(path, { open, pauseMs: 0 });
      expect(report.verdict, code).toBe('suspect');
      expect(report.problems.length).toBeGreaterThan(0);
      expect(opened()).toBe(4);
      expect(readSuspicion(path)).toBeNull();
    }
  });

  test('is condemned when the next look fails too', async () => {
    const path = database();
    const { open } = failing('SQLITE_IOERR_READ', Infinity);
    const report = await checkDatabase(path, { open, pauseMs: 0 });
    expect(report.verdict).toBe('corrupt');
    expect(report.problems[0]?.kind).toBe('io');
  });

  test('says nothing where nothing can be said', async () => {
    const path = database();
    const { open } = failing('SQLITE_BUSY', Infinity);
    await expect(checkDatabase(path, { open })).rejects.toMatchObject({ code: 'LOCKED' });
    const missing = join(temporaryFolder(), 'spoor.db');
    await expect(look(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stopped = checkDatabase(path, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
    const theirs = new BetterSqlite3(missing);
    theirs.exec('CREATE TABLE theirs (a)');
    theirs.close();
    await expect(look(missing)).rejects.toMatchObject({ code: 'NOT_SPOOR' });
  });
});

describe('damage', () => {
  test.each<[string, string, (handle: Handle) => void]>([
    [
      'full-text',
      'lessons_fts',
      (handle) =>
        handle.exec(
          "DROP TRIGGER lessons_updated; UPDATE lessons SET title = 'other' WHERE seq = 3",
        ),
    ],
    [
      'full-text',
      'audit_fts',
      (handle) => handle.exec("UPDATE search_cursors SET seq = 9 WHERE name = 'audit'"),
    ],
    [
      'full-text',
      'messages_fts',
      (handle) => handle.exec("UPDATE search_cursors SET seq = 9 WHERE name = 'messages'"),
    ],
    [
      'full-text',
      'calls_fts',
      (handle) =>
        handle.exec("INSERT INTO calls_fts (rowid, summary) VALUES (3, 'not fed to there')"),
    ],
    [
      'sums',
      'usage_quarters',
      (handle) =>
        handle.exec(
          'UPDATE usage_quarters SET input_tokens = input_tokens + 1 WHERE input_tokens = 4',
        ),
    ],
    ['sums', 'usage_quarters', (handle) => handle.exec('DELETE FROM usage_quarters')],
    [
      'sums',
      'usage_quarters',
      (handle) =>
        handle.exec(
          `INSERT INTO usage_quarters VALUES ('2026-11-21T09:00','x','','',1,1,1,1,1,1,0,0)`,
        ),
    ],
    [
      'foreign-key',
      'lesson_evidence',
      (handle) => handle.exec('PRAGMA foreign_keys=OFF; DELETE FROM lessons WHERE seq = 2'),
    ],
    [
      'row',
      'sessions',
      (handle) =>
        handle.exec(
          "PRAGMA ignore_check_constraints=ON; UPDATE sessions SET metadata = '{' WHERE rowid = 4",
        ),
    ],
    [
      'row',
      'messages',
      (handle) =>
        handle.exec("UPDATE messages SET content = CAST(x'ff41fe' AS TEXT) WHERE rowid = 4"),
    ],
    [
      'doubt',
      'messages',
      (handle) =>
        handle.exec('UPDATE messages SET content = CAST(zeroblob(100) AS TEXT) WHERE rowid = 4'),
    ],
    ['schema', 'lessons_by_project', (handle) => handle.exec('DROP INDEX lessons_by_project')],
    ['schema', 'sessions', (handle) => handle.exec('ALTER TABLE sessions ADD COLUMN more TEXT')],
  ])('%s of %s is found', async (kind, table, change) => {
    const path = database(change);
    const report = await look(path);
    expect(report.problems).toContainEqual(expect.objectContaining({ kind, table }));
    expect(report.verdict).toBe(kind === 'doubt' ? 'suspect' : 'corrupt');
  });

  test('of an index is found when deep, and told apart', async () => {
    const path = database();
    const bytes = readFileSync(path);
    const handle = new BetterSqlite3(path, { readonly: true });
    const find = handle.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
    const root = find.get('sessions_by_activity') as number;
    const other = find.get('sessions_by_project') as number;
    handle.close();
    bytes.copy(bytes, (root - 1) * PAGE, (other - 1) * PAGE, other * PAGE);
    writeFileSync(path, bytes);
    const report = await look(path);
    expect(report.verdict).toBe('corrupt');
    expect(new Set(report.problems.map((problem) => problem.kind))).toEqual(new Set(['index']));
  });

  test('of a table names the table, changes nothing and leaves a mark', async () => {
    const path = database();
    const bytes = readFileSync(path);
    const handle = new BetterSqlite3(path, { readonly: true });
    const root = handle.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'");
    bytes.fill(0, ((root.pluck().get() as number) - 1) * PAGE, (root.get() as number) * PAGE);
    handle.close();
    writeFileSync(path, bytes);
    const report = await look(path, false);
    expect(report.verdict).toBe('corrupt');
    expect(report.problems.some(({ table }) => table === 'sessions')).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readSuspicion(path)?.code).toBe('CORRUPT');
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['garbage', (bytes) => bytes.fill('not a database')],
    ['an empty file', (bytes) => bytes.subarray(0, 0)],
    ['a header of zeros', (bytes) => bytes.fill(0, 0, 100)],
    ['a file cut off', (bytes) => bytes.subarray(0, 20 * PAGE)],
  ])('%s is called unreadable', async (_name, spoil) => {
    const path = join(temporaryFolder(), 'spoor.db');
    const bytes = spoil(filledDatabase());
    writeFileSync(path, bytes);
    const report = await look(path);
    expect(report.verdict).toBe('unreadable');
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('of the WAL is found, and the WAL stays beside an empty file', async () => {
    const path = database();
    // A power failure tore the header: nothing had been committed behind it.
    writeFileSync(`${path}-wal`, Buffer.alloc(32));
    expect((await look(path)).verdict).toBe('ok');
    writeFileSync(`${path}-wal`, Buffer.alloc(100_000, 'x'));
    const report = await look(path);
    expect(report.problems[0]?.kind).toBe('log');
    expect(report.verdict).toBe('corrupt');
    expect(statSync(`${path}-wal`).size).toBe(100_000);
    const empty = join(temporaryFolder(), 'spoor.db');
    writeFileSync(empty, '');
    writeFileSync(`${empty}-wal`, 'committed');
    expect((await look(empty)).verdict).toBe('unreadable');
    expect(readFileSync(`${empty}-wal`, 'utf8')).toBe('committed');
  });
});

describe('a suspicion', () => {
  const corrupt = sqliteError('SQLITE_CORRUPT_INDEX');

  test('is noted once, for its owner only, and goes with a check that finds nothing', async () => {
    const path = database();
    expect(noteSuspicion(path, new StorageError('CORRUPT', 'first', { cause: corrupt }), 0)).toBe(
      true,
    );
    expect(noteSuspicion(path, sqliteError('SQLITE_NOTADB'))).toBe(true);
    expect(readSuspicion(path)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      code: 'CORRUPT',
      message: 'first',
    });
    expect(statSync(join(dirname(path), 'suspect')).mode & 0o777).toBe(0o600);
    const report = await look(path, false);
    expect(report).toMatchObject({ deep: true, verdict: 'ok', suspicion: { message: 'first' } });
    expect(readSuspicion(path)).toBeNull();
  });

  test('comes from errors of damage only, and from none without a place', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    for (const error of [
      sqliteError('SQLITE_BUSY'),
      new Error('x'),
      new StorageError('FULL', 'x'),
    ]) {
      expect(noteSuspicion(path, error)).toBe(false);
    }
    expect(noteSuspicion(null, corrupt)).toBe(false);
    expect(noteSuspicion(join(path, 'missing', 'spoor.db'), corrupt)).toBe(true);
    expect(readSuspicion(path)).toBeNull();
  });

  test('counts whatever the mark holds', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    for (const text of ['', '[]', 'null', '{"at":7}']) {
      writeFileSync(join(dirname(path), 'suspect'), text);
      expect(readSuspicion(path), text).toEqual({ at: '', code: 'CORRUPT', message: '' });
    }
    clearSuspicion(path);
    expect(existsSync(join(dirname(path), 'suspect'))).toBe(false);
  });
});
