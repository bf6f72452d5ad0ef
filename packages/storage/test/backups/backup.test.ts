import { existsSync, lstatSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  type BackupReport,
  backup,
  backupFolderOf,
  HookExecutionLog,
  lastRun,
  listBackups,
  rotateBackups,
  type SpoorDatabase,
} from '../../src/index.js';
import { start } from '../support/child.js';
import { event } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { withUmask } from '../support/umask.js';
import { unpacked } from '../support/unpacked.js';
import { startWriters } from '../support/writers.js';

function fill(db: SpoorDatabase, events: number, bytes = 200): void {
  const log = new HookExecutionLog(db);
  db.transaction(() => {
    for (let n = 0; n < events; n++) {
      log.append(event(`e${n}`, { payloadJson: JSON.stringify('x'.repeat(bytes)) }));
    }
  });
}

const ids = (db: SpoorDatabase) =>
  db.getDb().prepare('SELECT id FROM hook_executions').pluck().all() as string[];

describe('a backup', () => {
  test('is whole, compressed, private, and noted', async () => {
    withUmask(0);
    const db = temporaryDatabase();
    fill(db, 300);
    const now = () => Date.parse('2026-11-21T09:24:00.123Z');
    const made = await backup(db, { now });
    const folder = backupFolderOf(db.getDb().name);
    expect(made.path).toBe(join(folder, 'spoor-2026-11-21T09-24-00.123Z.db.gz'));
    expect(made.createdAt).toBe('2026-11-21T09:24:00.123Z');
    expect(made.rows).toMatchObject({ hook_executions: 300 });
    expect(made.sizeBytes).toBeLessThan(made.databaseBytes);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(lstatSync(made.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(ids(await unpacked(made.path))).toHaveLength(300);
    expect(listBackups(folder)).toEqual([
      {
        path: made.path,
        createdAt: made.createdAt,
        sizeBytes: made.sizeBytes,
        reason: null,
        schemaVersion: made.schemaVersion,
      },
    ]);
    expect(lastRun(db, 'backup')).toMatchObject({
      outcome: 'success',
      details: { path: made.path },
    });
    expect(new AuditLogger(db).query({ limit: 1 })[0]).toMatchObject({ action: 'database.backup' });
  });

  test('uncompressed is a database that can be opened as it is', async () => {
    const db = temporaryDatabase();
    fill(db, 10);
    const made = await backup(db, { compress: false });
    expect(made.path.endsWith('Z.db')).toBe(true);
    expect(ids(openDatabase({ path: made.path, readonly: true }))).toHaveLength(10);
    expect(listBackups(backupFolderOf(db.getDb().name))[0]?.schemaVersion).toBe(made.schemaVersion);
  });

  test('goes where it is told to, and overwrites nothing', async () => {
    const db = temporaryDatabase({ inMemory: true });
    fill(db, 10);
    const folder = temporaryFolder();
    const output = join(folder, 'mine.db.gz');
    expect((await backup(db, { output })).path).toBe(output);
    expect(ids(await unpacked(output))).toHaveLength(10);
    await expect(backup(db, { output })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(backup(db, { output: join(folder, 'no/x.db') })).rejects.toMatchObject({
      code: 'CANT_OPEN',
    });
    await expect(backup(db)).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('tells its progress, and stops when it is asked, leaving nothing', async () => {
    const db = temporaryDatabase();
    fill(db, 3_000, 2_000);
    const stopper = new AbortController();
    const seen: number[] = [];
    const work = backup(db, {
      signal: stopper.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (seen.length === 2) stopper.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen[1]).toBeGreaterThan(seen[0] ?? 0);
    expect(readdirSync(backupFolderOf(db.getDb().name))).toEqual([]);
    expect(lastRun(db, 'backup')?.outcome).toBe('interrupted');
  });

  test('of a damaged database is refused, and no older one goes', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    const db = openDatabase({ path });
    fill(db, 2_000, 1_000);
    const good = await backup(db, { keep: 1 });
    // Behind the database's back: a page in the middle says nonsense.
    db.getDb().unsafeMode(true);
    db.getDb().pragma('writable_schema=ON');
    db.getDb().exec(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'audit_logs_by_time')
       WHERE name = 'hook_executions_by_session'`,
    );
    await expect(backup(db, { keep: 1 })).rejects.toMatchObject({ code: 'CORRUPT' });
    expect(listBackups(join(folder, 'backups')).map(({ path }) => path)).toEqual([good.path]);
  });

  test('holds every event that was committed before it began, while four writers write', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    fill(db, 2_000, 2_000);
    const writers = startWriters(path);
    await writers.more(40);
    for (let round = 0; round < 3; round++) {
      const before = writers.committed();
      const made: BackupReport = await backup(db, { compress: round > 0 });
      const kept = new Set(ids(await unpacked(made.path)));
      expect(before.filter((id) => !kept.has(id))).toEqual([]);
      await writers.more(40);
    }
    const { errors, committed } = await writers.stop();
    expect(errors).toEqual([]);
    expect(ids(db)).toHaveLength(2_000 + committed.length);
  });

  test('takes away what a killed migration has left, once it is surely over', async () => {
    const db = temporaryDatabase();
    const folder = backupFolderOf(db.getDb().name);
    mkdirSync(folder, { mode: 0o700 });
    const [old, young, foreign] = [
      '.spoor-x-before-migration-1-to-2.db.part',
      '.spoor-y-before-migration-1-to-2.db.part',
      '.spoor-z.db.part',
    ];
    for (const name of [old, young, foreign]) writeFileSync(join(folder, name), 'half');
    for (const name of [old, foreign]) utimesSync(join(folder, name), 0, 0);
    await backup(db);
    const left = readdirSync(folder).filter((name) => name.startsWith('.'));
    expect(left.sort()).toEqual([young, foreign]);
  });

  test('that is killed leaves none that counts, and the next one sweeps up', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    fill(db, 3_000, 2_000);
    const folder = backupFolderOf(path);
    const child = start('back-up.mjs', { path, haltAfter: 2 });
    await child.printed('halfway');
    child.process.kill('SIGKILL');
    await child.done;
    expect(listBackups(folder)).toEqual([]);
    const [left = ''] = readdirSync(folder);
    expect(left).toMatch(/^\.work-/);
    await backup(db);
    expect(existsSync(join(folder, left))).toBe(true);
    for (const name of readdirSync(join(folder, left))) utimesSync(join(folder, left, name), 0, 0);
    utimesSync(join(folder, left), 0, 0);
    await backup(db);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(listBackups(folder)).toHaveLength(2);
  });
});

describe('the folder of backups', () => {
  const put = (folder: string, names: string[]) => {
    mkdirSync(folder, { recursive: true });
    for (const name of names) writeFileSync(join(folder, name), 'x');
  };
  const day = (n: number) => `spoor-2026-11-${String(n).padStart(2, '0')}T09-24-00.123Z`;
  const now = Date.parse('2026-11-21T10:00:00.000Z');
  const namesOf = (files: { path: string }[]) => files.map(({ path }) => path.split('/').at(-1));

  test('lists what is a backup by its name, the newest first', () => {
    const folder = temporaryFolder();
    const good = [
      `${day(3)}.db.gz`,
      `${day(4)}-before-migration-1-to-2.db`,
      `${day(5)}-before-restore.db.gz`,
      `${day(6)}.db`,
      'spoor-2026-11-07T092400.123Z-before-reset.db',
    ];
    put(folder, [...good, 'spoor.db', 'notes.txt', `.${day(8)}.db`, `${day(9)}.db.part`]);
    mkdirSync(join(folder, `${day(10)}.db`));
    const files = listBackups(folder);
    expect(namesOf(files)).toEqual(good.toReversed());
    expect(files.map(({ reason }) => reason)).toEqual([
      'before-reset',
      null,
      'before-restore',
      'before-migration-1-to-2',
      null,
    ]);
    expect(files[0]?.createdAt).toBe('2026-11-07T09:24:00.123Z');
    expect(files[0]).not.toHaveProperty('schemaVersion');
    expect(listBackups(join(folder, 'none'))).toEqual([]);
  });

  test('keeps the newest by count; those with a reason count for nothing, and go after 30 days', () => {
    const folder = temporaryFolder();
    const ordinary = Array.from({ length: 10 }, (_, n) => `${day(n + 1)}.db.gz`);
    const reasoned = `${day(2)}-before-reset.db`;
    const past = 'spoor-2026-10-20T09-24-00.123Z-before-restore.db.gz';
    put(folder, [...ordinary, reasoned, past]);
    expect(namesOf(rotateBackups(folder, { now })).toSorted()).toEqual(
      [...ordinary.slice(0, 3), past].toSorted(),
    );
    expect(listBackups(folder)).toHaveLength(8);
    expect(rotateBackups(folder, { now })).toEqual([]);
  });

  test('keeps by age too, but never goes without any', () => {
    const folder = temporaryFolder();
    put(
      folder,
      [1, 5, 18, 20].map((n) => `${day(n)}.db`),
    );
    expect(rotateBackups(folder, { now, maxAgeDays: 7 })).toHaveLength(2);
    expect(rotateBackups(folder, { now, maxAgeDays: 0 })).toHaveLength(1);
    expect(namesOf(listBackups(folder))).toEqual([`${day(20)}.db`]);
    expect(rotateBackups(folder, { now, keep: 0 })).toEqual([]);
  });
});
