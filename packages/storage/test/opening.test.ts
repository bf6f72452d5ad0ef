import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  APPLICATION_ID,
  checkDatabase,
  SCHEMA_VERSION,
  SpoorDatabase,
  StorageError,
} from '../src/index.js';
import { run } from './support/child.js';
import { IS_ROOT, needs } from './support/left-out.js';
import { smallDisk } from './support/small-disk.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from './support/temporary.js';

function codeOf(options: ConstructorParameters<typeof SpoorDatabase>[0]): string {
  try {
    new SpoorDatabase(options).close();
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
  return 'opened';
}

/** A database of another program that was killed after its last commit. */
function leaveLog(path: string): void {
  const script = `const db = new (require('better-sqlite3'))(process.argv[1]);
    db.exec('PRAGMA journal_mode=WAL; CREATE TABLE t (x)'); process.kill(process.pid, 9)`;
  spawnSync(process.execPath, ['-e', script, path], { cwd: import.meta.dirname });
}

describe('paths that name no file are refused', () => {
  const folder = '/tmp';
  test.each([
    ['empty', ''],
    ['blank', '  '],
    ['memory', ':memory:'],
    ['a URI', 'file:/tmp/spoor-uri.db'],
    ['a URI in capitals', 'FILE:/tmp/spoor-uri.db'],
    ['relative', 'spoor.db'],
    ['relative with a dot', './spoor.db'],
    ['leading space', ` ${folder}/spoor-space.db`],
    ['trailing space', `${folder}/spoor-space.db `],
    ['trailing newline', `${folder}/spoor-space.db\n`],
    ['NUL', `${folder}/spoor-nul.db\0.png`],
  ])('%s', (_name, path) => {
    expect(codeOf({ path })).toBe('BAD_PATH');
    expect(codeOf({ path, readonly: true })).toBe('BAD_PATH');
  });

  test('nothing was made in the working folder', () => {
    expect(readdirSync('.').filter((name) => /spoor|memory|file:/.test(name))).toEqual([]);
  });
});

describe('what is no file of ours is refused, and left as it is', () => {
  test('a symbolic link, live or dangling', () => {
    const folder = temporaryFolder();
    const target = join(folder, 'target.db');
    symlinkSync(target, join(folder, 'link.db'));
    expect(codeOf({ path: join(folder, 'link.db') })).toBe('UNSAFE_FILE');
    expect(readdirSync(folder)).toEqual(['link.db']);
    openDatabase({ path: target });
    expect(codeOf({ path: join(folder, 'link.db') })).toBe('UNSAFE_FILE');
    expect(codeOf({ path: join(folder, 'link.db'), readonly: true })).toBe('UNSAFE_FILE');
  });

  test.each(['-wal', '-shm', '-journal'])('a symbolic link at %s', (suffix) => {
    const path = join(temporaryFolder(), 'spoor.db');
    symlinkSync(`${path}.elsewhere`, `${path}${suffix}`);
    expect(codeOf({ path })).toBe('UNSAFE_FILE');
  });

  test.each(['-wal', '-shm', '-journal'])('to a reader, what is planted at %s', async (suffix) => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    openDatabase({ path }).close();
    const side = `${path}${suffix}`;
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'of somebody else');
    const plants = [
      () => symlinkSync(other, side),
      () => linkSync(other, side),
      () => mkdirSync(side),
      () => execFileSync('mkfifo', ['-m', '644', side]),
    ];
    for (const plant of plants) {
      plant();
      const before = lstatSync(side);
      expect(codeOf({ path, readonly: true })).toBe('UNSAFE_FILE');
      await expect(checkDatabase(path)).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
      const after = lstatSync(side);
      expect([after.ino, after.mode]).toEqual([before.ino, before.mode]);
      rmSync(side, { recursive: true });
    }
    expect(readFileSync(other, 'utf8')).toBe('of somebody else');
    expect(codeOf({ path, readonly: true })).toBe('opened');
  });

  test('a hard link', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'other'), '');
    linkSync(join(folder, 'other'), join(folder, 'spoor.db'));
    expect(codeOf({ path: join(folder, 'spoor.db') })).toBe('UNSAFE_FILE');
  });

  test('a folder', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    mkdirSync(path);
    expect(codeOf({ path })).toBe('UNSAFE_FILE');
    expect(codeOf({ path, readonly: true })).toBe('UNSAFE_FILE');
  });

  test('a FIFO, without waiting for its other end', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    execFileSync('mkfifo', [path]);
    expect(codeOf({ path })).toBe('UNSAFE_FILE');
    expect(codeOf({ path, readonly: true })).toBe('UNSAFE_FILE');
  });

  test('a file in the place of its folder', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data'), '');
    expect(codeOf({ path: join(folder, 'data', 'spoor.db') })).toBe('CANT_OPEN');
  });

  test.each([
    ['tables, and no id', 'CREATE TABLE t (x)'],
    ['another id', 'PRAGMA application_id=252006673'],
    ['another id and tables', 'PRAGMA application_id=252006673; CREATE TABLE t (x)'],
  ])("another program's database: %s", (_name, sql) => {
    const path = join(temporaryFolder(), 'spoor.db');
    const other = new BetterSqlite3(path);
    other.exec(sql);
    other.close();
    chmodSync(path, 0o644);
    const before = readFileSync(path);
    expect(codeOf({ path })).toBe('NOT_SPOOR');
    expect(codeOf({ path, readonly: true })).toBe('NOT_SPOOR');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test("another program's database whose last writer was killed keeps its log", () => {
    const path = join(temporaryFolder(), 'spoor.db');
    leaveLog(path);
    const before = [path, `${path}-wal`].map((file) => readFileSync(file));
    expect(codeOf({ path })).toBe('NOT_SPOOR');
    expect([path, `${path}-wal`].map((file) => readFileSync(file))).toEqual(before);
  });

  test("another database's log beside ours; what was ours is there when it is gone", () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    openDatabase({ path }).close();
    const before = readFileSync(path);
    leaveLog(join(folder, 'other.db'));
    renameSync(join(folder, 'other.db-wal'), `${path}-wal`);
    expect(codeOf({ path })).not.toBe('opened');
    expect(readFileSync(path).equals(before)).toBe(true);
    rmSync(`${path}-wal`);
    expect(codeOf({ path })).toBe('opened');
  });

  test('a file that is no database', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    writeFileSync(path, 'no database at all\n'.repeat(500));
    const before = readFileSync(path);
    expect(codeOf({ path })).toBe('CORRUPT');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a schema from the future', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    db.getDb().exec(`CREATE TABLE later (x); PRAGMA user_version=${SCHEMA_VERSION + 1}`);
    db.close();
    const before = readFileSync(path);
    for (const migrations of ['all', 'quick', 'none'] as const) {
      expect(codeOf({ path, migrations })).toBe('NEWER_SCHEMA');
    }
    expect(codeOf({ path, readonly: true })).toBe('NEWER_SCHEMA');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a database that is not there, to be read', () => {
    const folder = temporaryFolder();
    expect(codeOf({ path: join(folder, 'spoor.db'), readonly: true })).toBe('CANT_OPEN');
    expect(codeOf({ path: join(folder, 'no', 'spoor.db'), readonly: true })).toBe('CANT_OPEN');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a disk that is too full for a new database', (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a small disk');
    const path = join(smallDisk(context, '64k'), 'spoor.db');
    expect(codeOf({ path })).toBe('FULL');
    expect(codeOf({ path })).toBe('FULL');
  });

  test('an empty database, to be read', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    writeFileSync(path, '');
    expect(codeOf({ path, readonly: true })).toBe('NEEDS_MIGRATION');
    expect(codeOf({ path, readonly: true, migrations: 'none' })).toBe('opened');
    expect(statSync(path).size).toBe(0);
  });
});

describe('an open connection', () => {
  test('has the pragmas of the protocol', () => {
    const handle = temporaryDatabase().getDb();
    const pragma = (name: string) => handle.pragma(name, { simple: true });
    expect({
      application_id: pragma('application_id'),
      auto_vacuum: pragma('auto_vacuum'),
      busy_timeout: pragma('busy_timeout'),
      foreign_keys: pragma('foreign_keys'),
      journal_mode: pragma('journal_mode'),
      journal_size_limit: pragma('journal_size_limit'),
      secure_delete: pragma('secure_delete'),
      synchronous: pragma('synchronous'),
      trusted_schema: pragma('trusted_schema'),
      user_version: pragma('user_version'),
    }).toEqual({
      application_id: APPLICATION_ID,
      auto_vacuum: 2,
      busy_timeout: 5_000,
      foreign_keys: 1,
      journal_mode: 'wal',
      journal_size_limit: 4 * 1024 * 1024,
      secure_delete: 1,
      synchronous: 2,
      trusted_schema: 0,
      user_version: SCHEMA_VERSION,
    });
  });

  test('has an SQLite without the WAL-reset bug', () => {
    const version = temporaryDatabase({ inMemory: true })
      .getDb()
      .prepare('SELECT sqlite_version()')
      .pluck()
      .get() as string;
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
  });

  test('in memory leaves nothing on disk and has the whole schema', () => {
    const db = temporaryDatabase({ inMemory: true });
    expect(db.getDb().pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(db.getDb().memory).toBe(true);
  });

  test('to read cannot write', () => {
    const path = join(temporaryFolder(), 'spoor.db');
    openDatabase({ path });
    const reader = openDatabase({ path, readonly: true });
    expect(() => reader.getDb().exec('DELETE FROM sessions')).toThrow(/readonly/);
    expect(() => reader.transaction(() => reader.getDb().exec('DELETE FROM sessions'))).toThrow(
      StorageError,
    );
  });

  test('takes no text for a URI, whatever SQLITE_USE_URI says', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    openDatabase({ path: join(folder, 'other.db') });
    const env = { ...process.env, SQLITE_USE_URI: '1' };
    const attached = await run<{ ok: boolean }>(
      'attach.mjs',
      { path, uri: `file:${join(folder, 'other.db')}?mode=ro` },
      { env },
    );
    expect(attached.ok).toBe(false);
  });
});
