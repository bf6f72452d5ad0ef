import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { overwriteDatabase } from '../../src/backups/overwrite-database.js';
import {
  backup,
  backupFolderOf,
  HookExecutionLog,
  listBackups,
  restore,
  SpoorDatabase,
} from '../../src/index.js';
import { start } from '../support/child.js';
import { event } from '../support/events.js';
import { smallDisk } from '../support/small-disk.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { unpacked } from '../support/unpacked.js';

function append(db: SpoorDatabase, prefix: string, count: number, bytes = 2_000): void {
  const log = new HookExecutionLog(db);
  db.transaction(() => {
    for (let n = 0; n < count; n++) {
      log.append(event(`${prefix}${n}`, { payloadJson: JSON.stringify('x'.repeat(bytes)) }));
    }
  });
}

const countEvents = (db: SpoorDatabase) =>
  db.getDb().prepare('SELECT count(*) FROM hook_executions').pluck().get() as number;

const isWhole = (db: SpoorDatabase) =>
  db.getDb().pragma('integrity_check', { simple: true }) === 'ok';

test.each([
  { script: 'restore.mjs', after: 600 },
  { script: 'reset.mjs', after: 0 },
])(
  '$script, killed at any time, leaves the old content or the new one',
  async ({ script, after }) => {
    const seen = new Set<number>();
    for (let round = 0; round < 6; round++) {
      const path = join(temporaryFolder(), 'spoor.db');
      const setup = new SpoorDatabase({ path });
      append(setup, 'a', 600);
      await backup(setup);
      append(setup, 'b', 300);
      setup.close();
      const child = start(script, { path });
      await child.printed('starting');
      await new Promise((resolve) => setTimeout(resolve, round * 16));
      child.process.kill('SIGKILL');
      await child.done;
      const db = openDatabase({ path });
      expect(isWhole(db)).toBe(true);
      const left = countEvents(db);
      seen.add(left);
      expect([900, after]).toContain(left);
      const aside = listBackups(backupFolderOf(path)).filter(({ reason }) => reason !== null);
      if (left === after) expect(aside.length).toBeGreaterThan(0);
      for (const file of aside) expect(countEvents(await unpacked(file.path))).toBe(900);
      append(db, 'c', 1);
      expect(countEvents(db)).toBe(left + 1);
    }
  },
);

describe('content that is put in place', () => {
  const make = () => {
    const folder = temporaryFolder();
    const source = new SpoorDatabase({ path: join(folder, 'source.db') });
    append(source, 'new', 5);
    source.getDb().pragma('journal_mode=DELETE');
    source.close();
    const live = openDatabase({ path: join(folder, 'spoor.db') });
    append(live, 'old', 3);
    return { source: join(folder, 'source.db'), live, path: join(folder, 'spoor.db') };
  };

  test('waits for a writer, and comes then', async () => {
    const { source, live, path } = make();
    live.getDb().exec('BEGIN IMMEDIATE');
    setTimeout(() => live.getDb().exec('COMMIT'), 100);
    const steps: number[] = [];
    await overwriteDatabase(source, path, {
      whileLocked: () => void steps.push(countEvents(live)),
    });
    expect(steps).toEqual([3]);
    expect(countEvents(live)).toBe(5);
  });

  test('gives up when the writer stays', async () => {
    const { source, live, path } = make();
    live.getDb().exec('BEGIN IMMEDIATE');
    const work = overwriteDatabase(source, path, { lockWaitMs: 50, whileLocked: () => {} });
    await expect(work).rejects.toMatchObject({ code: 'LOCKED' });
    live.getDb().exec('COMMIT');
    expect(countEvents(live)).toBe(3);
  });

  test('does not come when what must be done first fails; nobody writes meanwhile', async () => {
    const { source, live, path } = make();
    const other = openDatabase({ path, busyTimeoutMs: 20 });
    const work = overwriteDatabase(source, path, {
      whileLocked: () => {
        expect(() => append(other, 'x', 1)).toThrow(/locked/);
        throw new Error('no room');
      },
    });
    await expect(work).rejects.toThrow('no room');
    expect(countEvents(live)).toBe(3);
    append(other, 'x', 1);
    expect(isWhole(live)).toBe(true);
  });
});

test('a full disk fails a backup and a restore, and harms nothing', async (context) => {
  const folder = smallDisk(context, '32m');
  const path = join(folder, 'spoor.db');
  const db = openDatabase({ path });
  append(db, 'a', 3_000);
  db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize - 2_000_000));
  const elsewhere = join(temporaryFolder(), 'other.db.gz');
  await backup(db, { output: elsewhere });
  await expect(backup(db)).rejects.toMatchObject({ code: 'FULL' });
  await expect(restore(db, { from: elsewhere })).rejects.toMatchObject({ code: 'FULL' });
  expect(readdirSync(backupFolderOf(path))).toEqual([]);
  expect(countEvents(db)).toBe(3_000);
  expect(isWhole(db)).toBe(true);
  // With nothing left at all a backup on another disk is still made.
  rmSync(join(folder, 'ballast'));
  const left = statfsSync(folder);
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(left.bavail * left.bsize));
  await backup(db, { output: `${elsewhere}.gz` });
  expect(countEvents(await unpacked(`${elsewhere}.gz`))).toBe(3_000);
});

test('a restore waits for a writer that keeps the lock', async () => {
  const db = temporaryDatabase();
  append(db, 'a', 10);
  await backup(db);
  const holder = start('hold-lock.mjs', { path: db.getDb().name, ms: 400 });
  await holder.printed('held');
  await restore(db, { from: 'latest' });
  expect((await holder.done).code).toBe(0);
  expect(countEvents(db)).toBe(10);
});
