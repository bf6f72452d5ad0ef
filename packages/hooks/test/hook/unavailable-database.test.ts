import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { readSuspicion, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { leaveOut } from '../left-out.js';
import {
  fallbackSpools,
  listLike,
  makePlace,
  type Place,
  QUIET_END,
  query,
  runHook,
  spooled,
} from './run-hook.js';

const NOBODY = 65534;
const LIST_LIKE = join(import.meta.dirname, 'list-like.mjs');

function call(id: string): JsonObject {
  return {
    session_id: 'session',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_use_id: id,
    prompt_id: 'p',
    tool_input: { command: 'echo hello' },
  };
}

/** After what was in the way is gone, one good run and a listing have all events, once. */
async function expectAllAfterwards(place: Place, ids: readonly string[]) {
  expect(await runHook(place, call('after'))).toMatchObject(QUIET_END);
  listLike(place);
  const rows = query<{ tool_use_id: string }>(
    place,
    'SELECT tool_use_id FROM hook_executions ORDER BY tool_use_id',
  );
  expect(rows.map((row) => row.tool_use_id)).toEqual([...ids, 'after'].sort());
  expect(spooled(place)).toEqual([]);
}

function needRoot(context: TestContext, why: string): void {
  if (process.getuid?.() !== 0) leaveOut(context, `no root: ${why}`);
}

/** Mounts something over a folder until the test ends. */
function mount(folder: string, args: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync('mount', [...args, folder]);
  onTestFinished(() => {
    try {
      execFileSync('umount', [folder], { stdio: 'ignore' });
    } catch {
      // Unmounted in the test already.
    }
  });
}

describe('the database is not to be had', () => {
  it('a folder is in its place', async () => {
    const place = makePlace();
    mkdirSync(place.databasePath, { recursive: true, mode: 0o700 });
    for (const id of ['a', 'b']) {
      const run = await runHook(place, call(id));
      expect(run).toMatchObject({ status: 0, stdout: '' });
      expect(run.stderr.split('\n')).toHaveLength(2);
    }
    expect(spooled(place)).toHaveLength(2);
    rmSync(place.databasePath, { recursive: true });
    await expectAllAfterwards(place, ['a', 'b']);
  });

  it('a file of garbage is in its place', async () => {
    const place = makePlace();
    mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(place.databasePath, 'no database at all, '.repeat(500), { mode: 0o600 });
    expect(await runHook(place, call('a'))).toMatchObject({ status: 0, stdout: '' });
    expect(spooled(place)).toHaveLength(1);
    expect(statSync(place.databasePath).size).toBe(10_000);
    expect(readSuspicion(place.databasePath)).toMatchObject({ code: 'NOTADB' });
    rmSync(place.databasePath);
    await expectAllAfterwards(place, ['a']);
  });

  it('is being repaired', async () => {
    const place = makePlace();
    new SpoorDatabase({ path: place.databasePath }).close();
    const lock = join(place.dataDir, 'repair.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid }));
    const runs = await Promise.all(['a', 'b', 'c'].map((id) => runHook(place, call(id))));
    for (const run of runs) expect(run).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(3);
    rmSync(lock);
    await expectAllAfterwards(place, ['a', 'b', 'c']);
  });

  it('is locked for longer than the budget', async () => {
    const place = makePlace();
    const db = new SpoorDatabase({ path: place.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    const runs = await Promise.all(['a', 'b', 'c'].map((id) => runHook(place, call(id))));
    for (const run of runs) expect(run).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(3);
    db.getDb().exec('ROLLBACK');
    db.close();
    await expectAllAfterwards(place, ['a', 'b', 'c']);
  });

  it('is held by a process that is stopped', async () => {
    const place = makePlace();
    new SpoorDatabase({ path: place.databasePath }).close();
    const holder = spawn(
      process.execPath,
      [join(import.meta.dirname, 'hold-lock.mjs'), place.databasePath],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void holder.kill('SIGKILL'));
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    holder.kill('SIGSTOP');
    expect(await runHook(place, call('a'))).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(1);
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    await expectAllAfterwards(place, ['a']);
  });

  it('has a log that a long reader keeps from being emptied', async () => {
    const place = makePlace();
    expect(await runHook(place, call('a'))).toMatchObject(QUIET_END);
    const db = new SpoorDatabase({ path: place.databasePath, autoCheckpointPages: 0 });
    db.getDb().exec('CREATE TABLE ballast (bytes BLOB)');
    const reader = new SpoorDatabase({ path: place.databasePath, readonly: true });
    reader.getDb().exec('BEGIN; SELECT count(*) FROM ballast');
    db.getDb().exec('INSERT INTO ballast VALUES (zeroblob(9437184))');
    const walBytes = () => statSync(`${place.databasePath}-wal`).size;
    const full = walBytes();
    expect(await runHook(place, call('b'))).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(1);
    expect(walBytes()).toBe(full);
    reader.close();
    expect(await runHook(place, call('c'))).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(1);
    expect(walBytes()).toBeLessThan(full);
    db.getDb().exec('DROP TABLE ballast');
    db.close();
    await expectAllAfterwards(place, ['a', 'b', 'c']);
  });

  it('was made by a newer Spoor', async () => {
    const place = makePlace();
    const db = new SpoorDatabase({ path: place.databasePath });
    const version = db.getDb().pragma('user_version', { simple: true });
    db.getDb().pragma('user_version=999');
    const run = await runHook(place, call('a'));
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(/update Spoor/);
    db.getDb().pragma(`user_version=${version}`);
    db.close();
    await expectAllAfterwards(place, ['a']);
  });

  it("lies in another user's folder", async (context) => {
    needRoot(context, 'nobody else to own a folder');
    const place = makePlace();
    mkdirSync(place.dataDir, { mode: 0o755 });
    chmodSync(place.root, 0o777);
    const run = await runHook(place, call('a'), { uid: NOBODY });
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(spooled(place)).toHaveLength(1);
    chownSync(place.dataDir, NOBODY, NOBODY);
    expect(await runHook(place, call('after'), { uid: NOBODY })).toMatchObject(QUIET_END);
    execFileSync(process.execPath, [LIST_LIKE, place.databasePath, ...fallbackSpools(place)], {
      uid: NOBODY,
      gid: NOBODY,
    });
    const rows = query(place, 'SELECT tool_use_id FROM hook_executions ORDER BY tool_use_id');
    expect(rows).toEqual([{ tool_use_id: 'a' }, { tool_use_id: 'after' }]);
  });

  it('lies on a read-only mount', async (context) => {
    needRoot(context, 'nothing can be mounted');
    const place = makePlace();
    mount(place.dataDir, ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'tmpfs']);
    new SpoorDatabase({ path: place.databasePath }).close();
    execFileSync('mount', ['-o', 'remount,ro', place.dataDir]);
    expect(await runHook(place, call('a'))).toMatchObject({ status: 0, stdout: '' });
    expect(spooled(place)).toHaveLength(1);
    execFileSync('mount', ['-o', 'remount,rw', place.dataDir]);
    await expectAllAfterwards(place, ['a']);
  });

  it('lies on a network file system: the first hook of a session says so', async (context) => {
    needRoot(context, 'nothing can be mounted');
    const place = makePlace();
    chmodSync(place.root, 0o777);
    const folder = join(place.root, 'net');
    mkdirSync(folder);
    // Nobody answers behind it: to another user than the one who mounted it the kernel alone does.
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
    const script = `mount -i -t fuse -o ${options} none "$0" 3<>/dev/fuse`;
    execFileSync('bash', ['-c', script, folder]);
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    const env = { SPOOR_DATABASE_PATH: join(folder, 'spoor.db') };
    const start = { session_id: 's', hook_event_name: 'SessionStart', source: 'startup', cwd: '/' };
    const run = await runHook(place, start, { uid: NOBODY, env });
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(/^spoor: .*network file system \(FUSE\).*\n$/);
    const later = await runHook(place, call('a'), { uid: NOBODY, env });
    expect(later.stderr).not.toMatch(/FUSE/);
    expect(spooled(place)).toHaveLength(2);
  });

  it('lies on a disk that is full', async (context) => {
    needRoot(context, 'nothing can be mounted');
    const place = makePlace();
    mount(place.dataDir, ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs']);
    new SpoorDatabase({ path: place.databasePath }).close();
    const filler = join(place.dataDir, 'filler');
    try {
      writeFileSync(filler, Buffer.alloc(4 * 1024 * 1024));
    } catch {
      // What fits is written; the disk is full now.
    }
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) {
      expect(await runHook(place, call(id))).toMatchObject({ status: 0, stdout: '' });
    }
    expect(spooled(place)).toHaveLength(4);
    rmSync(filler);
    await expectAllAfterwards(place, ids);
  });

  it('and nowhere else can be written either: one line says so', async (context) => {
    needRoot(context, 'nothing can be mounted');
    const place = makePlace();
    mount(place.root, ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs']);
    execFileSync('mount', ['-o', 'remount,ro', place.root]);
    const run = await runHook(place, call('a'));
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(/^spoor: event not recorded: .+\n$/);
  });
});

describe('files', () => {
  it('are for their owner alone, whatever the umask', async () => {
    const place = makePlace();
    const before = process.umask(0);
    try {
      await Promise.all(['a', 'b', 'c', 'd'].map((id) => runHook(place, call(id))));
    } finally {
      process.umask(before);
    }
    const open = execFileSync('find', [place.dataDir, '-perm', '/077'], { encoding: 'utf8' });
    expect(open).toBe('');
    // On a machine that has no time, some wait in the spool.
    listLike(place);
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 4 }]);
  });
});
