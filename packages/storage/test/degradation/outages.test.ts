import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineOperation, SpoorDatabase } from '../../src/index.js';
import { start } from '../support/child.js';
import { IS_ROOT, needs } from '../support/left-out.js';
import { OUTAGES } from '../support/outage.js';
import { smallDisk } from '../support/small-disk.js';
import { temporaryFolder } from '../support/temporary.js';
import { ask, heldFiles, heldFolder, temporaryWriter } from '../support/writer.js';

const log = (action: string) => ['audit.log', { action, category: 'state' }] as const;
const actions = (path: string) => ask<string>(path, 'SELECT action FROM audit_logs ORDER BY seq');
const SECRET = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';

/** Waits for what a timer does. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await delay(5);
}

describe.each(OUTAGES)('$name', ({ code, begin }) => {
  test.each(['spool', 'memory'] as const)(
    'in the middle: %s holds what is written, told once, and it is written once when it is over',
    async (whenUnavailable) => {
      const { path, writer, notices, kinds } = temporaryWriter({ whenUnavailable });
      await writer.write(...log('before'));
      const end = begin(path);
      for (const action of ['one', 'two', 'three']) {
        expect(await writer.write(...log(action))).toMatchObject({ outcome: 'held' });
      }
      expect(writer.status()).toMatchObject({ state: 'degraded', code, held: 3 });
      expect(notices).toMatchObject([{ kind: 'degraded', error: { code } }]);
      expect(notices[0]?.message).toContain(
        whenUnavailable === 'spool' ? `writes are held in ${heldFolder(path)}` : 'held in memory',
      );
      expect(await writer.flush()).toMatchObject({ state: 'degraded', held: 3 });
      end();
      expect(await writer.flush()).toMatchObject({ state: 'ok', since: null, held: 0 });
      expect(await writer.write(...log('after'))).toMatchObject({ outcome: 'written' });
      expect(kinds()).toEqual(['degraded', 'restored']);
      expect(notices[1]?.message).toBe('the database can be used again; 3 held writes written');
      expect(actions(path)).toEqual(['before', 'one', 'two', 'three', 'after']);
      expect(heldFiles(path)).toEqual([]);
    },
  );

  test('in the middle: error throws, told once, and the next write that succeeds ends it', async () => {
    const { path, writer, kinds } = temporaryWriter({ whenUnavailable: 'error' });
    await writer.write(...log('before'));
    const end = begin(path);
    await expect(writer.write(...log('lost'))).rejects.toMatchObject({ code });
    await expect(writer.write(...log('lost'))).rejects.toMatchObject({ code });
    expect(writer.status()).toMatchObject({ state: 'degraded', code, held: 0 });
    end();
    expect(await writer.write(...log('after'))).toMatchObject({ outcome: 'written' });
    expect(kinds()).toEqual(['degraded', 'restored']);
    expect(actions(path)).toEqual(['before', 'after']);
    expect(existsSync(heldFolder(path))).toBe(false);
  });

  test('from the start: the next write brings it back, and goes behind what is held', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    new SpoorDatabase({ path }).close();
    const end = begin(path);
    const { writer, kinds } = temporaryWriter({ path });
    await writer.write(...log('one'));
    await writer.write(...log('two'));
    end();
    // Writes that come at once are held without an attempt.
    await delay(150);
    expect(await writer.write(...log('three'))).toMatchObject({ outcome: 'written' });
    expect(kinds()).toEqual(['degraded', 'restored']);
    expect(actions(path)).toEqual(['one', 'two', 'three']);
  });

  test('over while nobody writes: it comes back by itself', async () => {
    const { path, writer, kinds } = temporaryWriter({ retryMs: { min: 5, max: 20 } });
    const db = new SpoorDatabase({ path });
    db.close();
    const end = begin(path);
    await writer.write(...log('one'));
    await delay(30);
    expect(writer.status().held).toBe(1);
    end();
    await until(() => writer.status().state === 'ok');
    expect(actions(path)).toEqual(['one']);
    expect(kinds()).toEqual(['degraded', 'restored']);
  });

  test('that outlives the process: the next one writes what it held, first', async () => {
    const { path, writer } = temporaryWriter();
    await writer.write(...log('before'));
    const end = begin(path);
    await writer.write(...log('one'));
    await writer.write(...log('two'));
    expect(await writer.close()).toMatchObject({ state: 'degraded', held: 2 });
    end();
    const next = temporaryWriter({ path });
    expect(next.writer.status().held).toBe(2);
    await next.writer.write(...log('three'));
    expect(actions(path)).toEqual(['before', 'one', 'two', 'three']);
    expect(next.notices).toEqual([]);
  });
});

describe('a lock', () => {
  test('of another process, beyond the deadline: holds, and the call ends in time', async () => {
    const { path, writer } = temporaryWriter({ deadlineMs: 300 });
    await writer.write(...log('before'));
    const holder = start('hold-lock.mjs', { path, ms: 60_000 });
    await holder.printed('held');
    expect((await writer.write(...log('one'))).outcome).toBe('held');
    expect((await writer.write(...log('two'))).outcome).toBe('held');
    holder.process.kill('SIGKILL');
    await holder.done;
    await writer.flush();
    expect(actions(path)).toEqual(['before', 'one', 'two']);
  });

  test('that passes within the deadline is not noticed, and other work goes on meanwhile', async () => {
    const { path, writer, notices } = temporaryWriter({ deadlineMs: 20_000 });
    await writer.write(...log('before'));
    const holder = start('hold-lock.mjs', { path, ms: 400 });
    await holder.printed('held');
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    expect((await writer.write(...log('one'))).outcome).toBe('written');
    clearInterval(counting);
    expect(turns).toBeGreaterThan(0);
    expect(notices).toEqual([]);
    await holder.done;
  });

  test('ends every call of a crowd with an error in time, where errors are asked for', async () => {
    const { path, writer, kinds } = temporaryWriter({ whenUnavailable: 'error', deadlineMs: 200 });
    await writer.write(...log('before'));
    const holder = start('hold-lock.mjs', { path, ms: 60_000 });
    await holder.printed('held');
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => writer.write(...log(`lost ${n}`))),
    );
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
    expect(kinds()).toEqual(['degraded']);
    holder.process.kill('SIGKILL');
    await holder.done;
    expect(actions(path)).toEqual(['before']);
  });
});

describe('a disk', () => {
  test('that is full: holds on another one, until there is room', async (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a small disk');
    const disk = smallDisk(context, '3m');
    const path = join(disk, 'spoor.db');
    const elsewhere = join(temporaryFolder(), 'held');
    const { writer, notices } = temporaryWriter({
      path,
      spoolDirs: [join(disk, 'held'), elsewhere],
    });
    await writer.write(...log('before'));
    const { bsize, bavail } = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bsize * (bavail - 1)));
    const big = {
      action: 'big',
      category: 'state',
      details: { text: 'word '.repeat(60_000) },
    } as const;
    expect(await writer.write('audit.log', big)).toMatchObject({ outcome: 'held' });
    expect(await writer.write(...log('one'))).toMatchObject({ outcome: 'held' });
    expect(notices).toMatchObject([{ kind: 'degraded', error: { code: 'FULL' } }]);
    expect(readdirSync(elsewhere).length).toBeGreaterThan(0);
    rmSync(join(disk, 'ballast'));
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
    expect(actions(path)).toEqual(['before', 'big', 'one']);
    expect(ask(path, 'PRAGMA integrity_check')).toEqual(['ok']);
    await writer.close();
  });

  test('that is read-only: holds elsewhere, until it can be written', async (context) => {
    needs(context, IS_ROOT && process.platform === 'linux', 'only root can mount a disk');
    const disk = smallDisk(context, '4m');
    const path = join(disk, 'spoor.db');
    const { writer, kinds } = temporaryWriter({
      path,
      spoolDirs: [join(disk, 'held'), join(temporaryFolder(), 'held')],
    });
    new SpoorDatabase({ path }).close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(await writer.write(...log('one'))).toMatchObject({ outcome: 'held' });
    expect(await writer.flush()).toMatchObject({ state: 'degraded', held: 1 });
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
    expect(kinds()).toEqual(['degraded', 'restored']);
    expect(actions(path)).toEqual(['one']);
    await writer.close();
  });
});

describe('what is held', () => {
  const [outage] = OUTAGES;
  const begin = (path: string) => outage?.begin(path) ?? (() => undefined);

  test('in files is redacted, and only its owner can read it', async () => {
    const { path, writer } = temporaryWriter();
    await writer.write(...log('before'));
    const end = begin(path);
    await writer.write('audit.log', {
      action: `use ${SECRET}`,
      category: 'security',
      details: { authorization: `Bearer ${SECRET}` },
    });
    const [name = ''] = heldFiles(path);
    const file = join(heldFolder(path), name);
    expect(readFileSync(file, 'utf8')).not.toContain(SECRET);
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    expect(lstatSync(heldFolder(path)).mode & 0o777).toBe(0o700);
    end();
  });

  test('in memory is bounded: beyond that a write is refused, and nothing held is lost', async () => {
    const { path, writer } = temporaryWriter({
      whenUnavailable: 'memory',
      memoryLimit: { writes: 2 },
    });
    await writer.write(...log('before'));
    const end = begin(path);
    await writer.write(...log('one'));
    await writer.write(...log('two'));
    await expect(writer.write(...log('three'))).rejects.toMatchObject({ code: 'OVERLOADED' });
    end();
    await writer.flush();
    expect(actions(path)).toEqual(['before', 'one', 'two']);
  });

  test('in memory is bounded by its size too', async () => {
    const { path, writer } = temporaryWriter({
      whenUnavailable: 'memory',
      memoryLimit: { bytes: 1_000 },
    });
    await writer.write(...log('before'));
    const end = begin(path);
    const big = log('x'.repeat(700));
    expect(await writer.write(...big)).toMatchObject({ outcome: 'held' });
    await expect(writer.write(...big)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await writer.write(...log('small'))).toMatchObject({ outcome: 'held' });
    end();
  });

  test('in memory is lost with the writer, and that is told', async () => {
    const { path, writer, kinds, notices } = temporaryWriter({ whenUnavailable: 'memory' });
    new SpoorDatabase({ path }).close();
    const end = begin(path);
    await writer.write(...log('one'));
    expect(await writer.close()).toMatchObject({ held: 1 });
    expect(kinds()).toEqual(['degraded', 'lost']);
    expect(notices[1]?.message).toBe('1 held write is lost');
    end();
  });

  test('and can never be applied is set aside, told, and keeps nothing back', async () => {
    const { path, writer, notices } = temporaryWriter();
    await writer.write(...log('before'));
    const end = begin(path);
    await writer.write(...log('one'));
    await writer.write('counter.increment', { scope: 'g', name: 'x', by: Number.MAX_SAFE_INTEGER });
    await writer.write('counter.increment', { scope: 'g', name: 'x', by: 1 });
    await writer.write(...log('two'));
    writeFileSync(join(heldFolder(path), '0-no-write.json'), '{"half', { mode: 0o600 });
    end();
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
    expect(actions(path)).toEqual(['before', 'one', 'two']);
    expect(ask(path, 'SELECT value FROM counters')).toEqual([Number.MAX_SAFE_INTEGER]);
    const rejected = notices.filter(({ kind }) => kind === 'rejected');
    expect(rejected.length).toBe(2);
    expect(rejected[1]?.message).toMatch(
      /a held write is refused \(counter\.increment .*can't be added/,
    );
    expect(readdirSync(join(heldFolder(path), 'rejected')).length).toBe(2);
  });

  test('and only the commit refuses, is set aside alone', async () => {
    const evidence = defineOperation({
      // The lesson need not be there before the commit.
      apply: (db, lessonId: string) => {
        db.getDb().exec('PRAGMA defer_foreign_keys=ON');
        db.prepare<[string]>(
          `INSERT INTO lesson_evidence (lesson_id, session_id, tool_use_id, created_at)
           VALUES (?, 's', 't', 'now')`,
        ).run(lessonId);
      },
    });
    const { path, writer, kinds } = temporaryWriter({ operations: { evidence } });
    await writer.write(...log('before'));
    await expect(writer.write('evidence', 'missing')).rejects.toThrow(/refers to something/);
    const end = begin(path);
    await writer.write(...log('one'));
    await writer.write('evidence', 'missing');
    await writer.write(...log('two'));
    end();
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
    expect(actions(path)).toEqual(['before', 'one', 'two']);
    expect(kinds()).toEqual(['degraded', 'rejected', 'restored']);
    expect(readdirSync(join(heldFolder(path), 'rejected')).length).toBe(1);
  });

  test('goes with its database to another place', async () => {
    const folder = join(temporaryFolder(), 'here');
    const { path, writer } = temporaryWriter({ path: join(folder, 'spoor.db') });
    await writer.write(...log('before'));
    const end = begin(path);
    await writer.write(...log('held'));
    await writer.close();
    end();
    const there = `${folder}-moved`;
    renameSync(folder, there);
    const moved = temporaryWriter({ path: join(there, 'spoor.db') });
    await moved.writer.write(...log('after'));
    expect(actions(moved.path)).toEqual(['before', 'held', 'after']);
  });

  test('for another database in the same folder, or by another program, is left alone', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    const { writer } = temporaryWriter({ path });
    await writer.write(...log('before'));
    const other = temporaryWriter({ path: join(folder, 'other.db') });
    await other.writer.write(...log('other'));
    const end = begin(other.path);
    await other.writer.write(...log('held'));
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 1 });
    await writer.write(...log('after'));
    expect(actions(path)).toEqual(['before', 'after']);
    end();
    await other.writer.flush();
    expect(actions(other.path)).toEqual(['other', 'held']);
  });

  test('nowhere, is an error that tells both reasons', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'spoor.db');
    writeFileSync(join(folder, 'in-the-way'), '');
    const { writer } = temporaryWriter({ path, spoolDirs: [join(folder, 'in-the-way')] });
    await writer.write(...log('before'));
    const end = begin(path);
    await expect(writer.write(...log('lost'))).rejects.toThrow(
      /is no regular file.*can't be held either.*is no folder of yours/,
    );
    end();
    expect(await writer.write(...log('after'))).toMatchObject({ outcome: 'written' });
  });

  test('more than there is time for: the rest, and what is new, waits in order', async () => {
    const { path, writer } = temporaryWriter({ deadlineMs: 40, retryMs: { min: 1, max: 5 } });
    new SpoorDatabase({ path }).close();
    const end = begin(path);
    const names = Array.from({ length: 240 }, (_, n) => `held ${n}`);
    for (const name of names) await writer.write(...log(name));
    end();
    const late = await Promise.all(['a', 'b', 'c'].map((name) => writer.write(...log(name))));
    expect(late.every(({ outcome }) => outcome === 'held' || outcome === 'written')).toBe(true);
    await until(() => writer.status().held === 0);
    expect(actions(path)).toEqual([...names, 'a', 'b', 'c']);
  });
});
