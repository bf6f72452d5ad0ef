import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drain, HookExecutionLog, Spool } from '../src/index.js';
import { run, start } from './support/child.js';
import { event } from './support/events.js';
import { openDatabase, temporaryFolder } from './support/temporary.js';

function setUp(count: number) {
  const folder = temporaryFolder();
  const path = join(folder, 'spoor.db');
  const folders = [join(folder, 'spool'), join(folder, 'second')];
  const spool = new Spool(folders);
  for (let i = 0; i < count; i++) {
    const id = `event-${String(i).padStart(5, '0')}`;
    new Spool([folders[i % 2] ?? '']).put(id, JSON.stringify(event(id)));
  }
  const db = openDatabase({ path });
  const log = new HookExecutionLog(db);
  const apply = (text: string) => void log.append(JSON.parse(text));
  const ids = () => log.ofSession('s1').map((row) => row.id);
  return { path, folders, spool, db, log, apply, ids };
}

describe('a drain', () => {
  test('brings all entries of all folders in, in order, once', () => {
    const { db, spool, log, apply } = setUp(120);
    expect(drain(db, spool, apply)).toEqual({
      drained: 120,
      rejected: 0,
      failed: 0,
      failure: null,
    });
    const seqs = log.ofSession('s1').map((row) => row.seq);
    expect(seqs).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
    expect(spool.depth()).toEqual({ waiting: 0, rejected: 0 });
    expect(drain(db, spool, apply)).toMatchObject({ drained: 0, rejected: 0 });
  });

  test('of entries that are in the database already changes nothing but the spool', () => {
    const { db, spool, apply, ids } = setUp(3);
    for (const entry of spool.list()) apply(spool.read(entry) ?? '');
    const before = ids();
    expect(drain(db, spool, apply).drained).toBe(3);
    expect(ids()).toEqual(before);
    expect(spool.depth().waiting).toBe(0);
  });

  test('that is patient goes on another time while a reader keeps the log', () => {
    const { path, db, spool, apply } = setUp(7);
    db.getDb().exec('CREATE TABLE ballast (bytes BLOB)');
    const reader = openDatabase({ path, readonly: true });
    reader.getDb().exec('BEGIN; SELECT count(*) FROM ballast');
    db.getDb().exec('INSERT INTO ballast VALUES (zeroblob(9437184))');
    const patient = { patient: true, batchSize: 2 };
    expect(drain(db, spool, apply, patient).drained).toBe(2);
    expect(drain(db, spool, apply, { batchSize: 2, limit: 3 }).drained).toBe(3);
    reader.getDb().exec('COMMIT');
    expect(drain(db, spool, apply, patient).drained).toBe(2);
  });

  test('stops at its limit and leaves the young', () => {
    const { db, spool, apply, ids } = setUp(9);
    expect(drain(db, spool, apply, { minAgeMs: 60_000 }).drained).toBe(0);
    expect(drain(db, spool, apply, { limit: 4, batchSize: 3 }).drained).toBe(4);
    expect(ids()).toHaveLength(4);
    expect(spool.depth().waiting).toBe(5);
  });

  test('sets aside what is no file, without reading it', () => {
    const { db, folders, spool, apply, ids } = setUp(3);
    const [folder = ''] = folders;
    execFileSync('mkfifo', [join(folder, 'a-pipe.json')]);
    symlinkSync('/dev/zero', join(folder, 'b-link.json'));
    mkdirSync(join(folder, 'c-folder.json'));
    expect(drain(db, spool, apply)).toMatchObject({ drained: 3, rejected: 3, failed: 0 });
    expect(ids()).toHaveLength(3);
    expect(spool.depth()).toEqual({ waiting: 0, rejected: 3 });
  });

  test('sets aside what is no event, with nothing of it in the database', () => {
    const { db, spool, log, apply, ids } = setUp(3);
    spool.put('event-00001x', 'no JSON');
    spool.put('event-00002x', JSON.stringify(event('half')));
    const careful = (text: string) => {
      apply(text);
      if (text.includes('half')) throw new TypeError('no event after all');
    };
    expect(drain(db, spool, careful)).toMatchObject({ drained: 3, rejected: 2, failed: 0 });
    expect(spool.depth()).toEqual({ waiting: 0, rejected: 2 });
    expect(ids()).toHaveLength(3);
    expect(log.latest()?.id).not.toBe('half');
  });

  test('keeps an entry that cannot be applied, and brings in the others', () => {
    const { db, spool, apply, ids } = setUp(20);
    const failing = (text: string) => {
      apply(text);
      if (text.includes('event-00007')) throw new Error('not today');
    };
    expect(drain(db, spool, failing, { batchSize: 6 })).toEqual({
      drained: 19,
      rejected: 0,
      failed: 1,
      failure: 'not today',
    });
    expect(ids()).toHaveLength(19);
    expect(ids()).not.toContain('event-00007');
    expect(spool.list().map((entry) => entry.name)).toEqual(['event-00007.json']);
    expect(drain(db, spool, apply).drained).toBe(1);
  });

  test('that meets a locked database keeps every entry, and rolls its batch back', async () => {
    const { path, spool, apply, ids } = setUp(5);
    const holder = start('hold-lock.mjs', { path, ms: 30_000 });
    await holder.printed('held');
    const db = openDatabase({ path, busyTimeoutMs: 50 });
    expect(() => drain(db, spool, apply)).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    holder.process.kill('SIGKILL');
    await holder.done;
    expect(ids()).toEqual([]);
    expect(spool.depth().waiting).toBe(5);
  });

  test('of a full database keeps every entry', () => {
    const { spool, apply, db, ids } = setUp(5);
    db.getDb().pragma(`max_page_count=${db.getDb().pragma('page_count', { simple: true })}`);
    spool.put('event-big', JSON.stringify(event('big', { payloadJson: `"${'x'.repeat(1e6)}"` })));
    expect(() => drain(db, spool, apply)).toThrow(expect.objectContaining({ code: 'FULL' }));
    expect(ids()).toEqual([]);
    expect(spool.depth().waiting).toBe(6);
  });
});

test('four drains at once bring each entry in once', async () => {
  const { path, folders, spool, ids } = setUp(300);
  new Spool(folders).put('garbage', '{');
  const started = Date.now() + 300;
  const reports = await Promise.all(
    [3, 10, 10, 50].map((batchSize) =>
      run<{ added: number }>('drain.mjs', { path, folders, at: started, batchSize }),
    ),
  );
  expect(reports.reduce((sum, report) => sum + report.added, 0)).toBe(300);
  expect(ids()).toHaveLength(300);
  expect(spool.depth()).toEqual({ waiting: 0, rejected: 1 });
});

test('a drain that is killed at any moment loses nothing and doubles nothing', async () => {
  const { path, folders, spool, db, apply, ids } = setUp(400);
  for (let round = 0; round < 6; round++) {
    const child = start('drain.mjs', { path, folders, batchSize: 5 });
    setTimeout(() => child.process.kill('SIGKILL'), 40 + Math.random() * 40);
    await child.done;
  }
  drain(db, spool, apply);
  expect(new Set(ids()).size).toBe(400);
  expect(ids()).toHaveLength(400);
});
