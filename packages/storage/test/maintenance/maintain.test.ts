import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  backupFolderOf,
  checkpoint,
  giveBackSpace,
  HookExecutionLog,
  lastMaintainedAt,
  lastRun,
  MIGRATIONS,
  maintain,
  maintainedFile,
  maintenanceDue,
  migrate,
  readDatabaseStatus,
  Spool,
  StorageError,
  takeLease,
} from '../../src/index.js';
import { start } from '../support/child.js';
import { event } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { startWriters } from '../support/writers.js';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const HOUR = 3_600_000;

describe('the daily upkeep', () => {
  test('runs all its steps once a day, whatever the clock does', async () => {
    const db = temporaryDatabase();
    const caughtUp: number[] = [];
    const at = (now: number) =>
      maintain(db, { now: () => now, catchUp: () => void caughtUp.push(now) });
    expect(maintenanceDue(db, NOON)).toBe(true);
    const first = await at(NOON);
    expect(first).toEqual({
      state: 'ran',
      steps: [
        'catch up',
        'retention',
        'full text',
        'checkpoint',
        'optimize',
        'check',
        'backup',
      ].map((name) => ({
        name,
        outcome: 'success',
      })),
    });
    expect(await at(NOON + 23 * HOUR)).toEqual({ state: 'not-due', steps: [] });
    expect(await at(NOON + 24 * HOUR)).toMatchObject({ state: 'ran' });
    // The clock was set back.
    expect(await at(NOON)).toMatchObject({ state: 'ran' });
    expect(await maintain(db, { now: () => NOON, force: true })).toMatchObject({ state: 'ran' });
    expect(caughtUp).toEqual([NOON, NOON + 24 * HOUR, NOON]);
    expect(lastMaintainedAt(db)).toBe('2026-11-21T12:00:00.000Z');
    expect(statSync(maintainedFile(dirname(db.getDb().name))).mtimeMs).toBe(NOON);
    expect(readdirSync(backupFolderOf(db.getDb().name))).toHaveLength(4);
    expect(lastRun(db, 'maintain')).toMatchObject({ outcome: 'success', details: { failed: [] } });
  });

  test('is left to the one process that is at it', async () => {
    const db = temporaryDatabase();
    const lease = takeLease(db, { name: 'maintain', termMs: 60_000 });
    expect(await maintain(db)).toEqual({ state: 'busy', steps: [] });
    expect(maintenanceDue(db)).toBe(true);
    lease?.release();
    expect(await maintain(db)).toMatchObject({ state: 'ran' });
    expect(db.getDb().prepare('SELECT count(*) FROM leases').pluck().get()).toBe(0);
  });

  test('goes on where a step fails, and backs up nothing that is damaged', async () => {
    const db = temporaryDatabase();
    const report = await maintain(db, {
      catchUp: () => {
        throw new Error('no spool');
      },
      check: () => {
        throw new StorageError('CORRUPT', 'page 7');
      },
    });
    const failed = report.steps.filter(({ outcome }) => outcome === 'failure');
    expect(failed).toEqual([
      { name: 'catch up', outcome: 'failure', message: 'no spool' },
      { name: 'check', outcome: 'failure', message: 'page 7' },
    ]);
    expect(report.steps.map(({ name }) => name)).not.toContain('backup');
    expect(lastRun(db, 'maintain')).toMatchObject({ outcome: 'failure' });
    expect(existsSync(backupFolderOf(db.getDb().name))).toBe(false);
  });

  test('stops when it is asked', async () => {
    const db = temporaryDatabase();
    const stopper = new AbortController();
    const work = maintain(db, { signal: stopper.signal, catchUp: () => stopper.abort() });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(lastRun(db, 'maintain')).toMatchObject({ outcome: 'interrupted' });
    expect(db.getDb().prepare('SELECT count(*) FROM leases').pluck().get()).toBe(0);
  });

  test('under four writers fails none of them', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    const writers = startWriters(path);
    await writers.more(40);
    expect((await maintain(db)).steps.every(({ outcome }) => outcome === 'success')).toBe(true);
    await writers.more(40);
    expect((await writers.stop()).errors).toEqual([]);
  });
});

test('a reader that holds on makes the WAL grow; once it is gone, it shrinks to nothing', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  const walBytes = () => statSync(`${path}-wal`).size;
  const write = (from: number) => {
    for (let n = from; n < from + 100; n++) {
      const payloadJson = JSON.stringify('x'.repeat(50_000));
      db.transaction(() => new HookExecutionLog(db).append(event(`e${n}`, { payloadJson })));
    }
  };
  const reader = start('hold-snapshot.mjs', { path, ms: 60_000 });
  await reader.printed('reading');
  write(0);
  checkpoint(db);
  const held = walBytes();
  expect(held).toBeGreaterThan(4_000_000);
  // What is moved while the reader looks stays in the WAL, which grows on.
  write(100);
  expect(walBytes()).toBeGreaterThan(held);
  reader.process.kill('SIGKILL');
  await reader.done;
  await giveBackSpace(db);
  expect(walBytes()).toBe(0);
});

describe('the status', () => {
  test('tells what recording took, by kind of event, and what was slowest', () => {
    const db = temporaryDatabase();
    const log = new HookExecutionLog(db);
    const now = NOON;
    const put = (id: string, hookType: string, durationMs: number | null, daysAgo = 1) => {
      const createdAt = new Date(now - daysAgo * 24 * HOUR).toISOString();
      log.append(event(id, { hookType, createdAt }));
      log.finish(id, durationMs, null);
    };
    for (let n = 1; n <= 100; n++) put(`p${n}`, 'PostToolUse', n);
    put('s', 'Stop', 7);
    put('old', 'Stop', 9_000, 8);
    put('replayed', 'Stop', null);
    db.getDb().exec(
      `INSERT INTO maintenance_runs (operation, started_at, finished_at, outcome)
       VALUES ('backup', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:01.500Z', 'success')`,
    );
    const status = readDatabaseStatus(db, new Spool([]), { now });
    expect(status.latency).toEqual([
      { event: 'PostToolUse', count: 100, p50Ms: 50, p95Ms: 95, maxMs: 100 },
      { event: 'Stop', count: 1, p50Ms: 7, p95Ms: 7, maxMs: 7 },
    ]);
    expect(status.slowest.slice(0, 2)).toEqual([
      { kind: 'upkeep', name: 'backup', at: '2026-11-20T09:00:00.000Z', durationMs: 1_500 },
      { kind: 'hook', name: 'PostToolUse', at: '2026-11-20T12:00:00.000Z', durationMs: 100 },
    ]);
    expect(status.slowest).toHaveLength(6);
  });

  test('judges: ok, or what wants attention and what helps', async () => {
    const folder = temporaryFolder();
    const db = openDatabase({ path: join(folder, 'spoor.db') });
    const spool = new Spool([join(folder, 'spool')]);
    const look = (now = Date.now()) =>
      readDatabaseStatus(db, spool, { spoolDirs: [join(folder, 'spool')], now }).health;
    expect(look()).toEqual({ verdict: 'ok', reasons: [] });
    const advice = (now?: number) => look(now).reasons.map((reason) => reason.advice);
    new HookExecutionLog(db).append(event('a', { createdAt: '2026-11-21T09:00:00.000Z' }));
    const later = Date.parse('2026-12-21T09:00:00.000Z');
    expect(advice(later)).toEqual(['spoor db backup']);
    await maintain(db, { now: () => later });
    expect(look(later).verdict).toBe('ok');
    for (let n = 0; n < 100; n++) spool.put(`e${n}`, '{}');
    expect(advice(later)).toEqual(['spoor db maintain --force']);
    new HookExecutionLog(db).append(event('b', { status: 'malformed' }));
    writeFileSync(join(folder, 'suspect'), '');
    writeFileSync(join(folder, 'lost-events'), '..');
    const now = Date.parse('2026-11-22T09:00:00.000Z');
    const health = look(now);
    expect(health.verdict).toBe('attention');
    expect(health.reasons.map(({ what }) => what)).toEqual([
      'the database may be damaged',
      '2 events could be kept nowhere',
      '100 events wait in the spool',
      '1 event of the last 7 days failed or were malformed',
    ]);
  });

  test('tells of an older schema as it is, and says where there is none', () => {
    const db = temporaryDatabase({ migrations: 'none' });
    const look = () => readDatabaseStatus(db, new Spool([]));
    expect(look).toThrow(expect.objectContaining({ code: 'NEEDS_MIGRATION' }));
    migrate(db.getDb(), { to: 1, steps: MIGRATIONS.slice(0, 1) });
    expect(look()).toMatchObject({
      schemaVersion: 1,
      lastMaintenance: null,
      health: { reasons: [{ advice: 'spoor db migrate' }] },
    });
  });
});
