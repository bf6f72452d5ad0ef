import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CapturedEvent, type ClientProcess, isoTime, redactHookEvent } from '@spoor/core';
import { Spool, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readClientProcess } from '../../src/capture/client-process.js';
import { catchUp, createRecorder } from '../../src/index.js';
import { toEnvelope } from '../../src/record/envelope.js';
import { makeEvent } from './events.js';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');

function makePlace() {
  const root = mkdtempSync(join(tmpdir(), 'spoor-catch-up-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const place = {
    databasePath: join(root, 'data', 'spoor.db'),
    spoolDirs: [join(root, 'data', 'spool')],
  };
  const withDatabase = <T>(use: (db: SpoorDatabase) => T): T => {
    const db = new SpoorDatabase({ path: place.databasePath });
    try {
      return use(db);
    } finally {
      db.close();
    }
  };
  return {
    ...place,
    catchUp: (now = NOW) => catchUp({ ...place, now: () => now }),
    record: (...events: CapturedEvent[]) =>
      withDatabase((db) => {
        const recorder = createRecorder({ db });
        for (const event of events) recorder.record(event);
      }),
    session: () =>
      withDatabase((db) =>
        db.getDb().prepare('SELECT status, ended_at, end_reason, duration_ms FROM sessions').get(),
      ),
  };
}

async function goneClient(): Promise<ClientProcess> {
  const child = spawn('sh', ['-c', 'read line']);
  const client = readClientProcess({ CLAUDE_PID: String(child.pid) });
  child.stdin.end('\n');
  await once(child, 'close');
  return client;
}

const ownClient = () => readClientProcess({ CLAUDE_PID: String(process.pid) });

describe('catching up', () => {
  it('marks a session abandoned when its client is gone', async () => {
    const place = makePlace();
    const client = await goneClient();
    place.record(makeEvent('SessionStart', 0, { client }), makeEvent('PreToolUse', 3, { client }));
    place.catchUp();
    expect(place.session()).toEqual({
      status: 'abandoned',
      ended_at: null,
      end_reason: null,
      duration_ms: 3_000,
    });
  });

  it('marks it when another process has the number', () => {
    const place = makePlace();
    place.record(makeEvent('SessionStart', 0, { client: { pid: process.pid, pidStart: '1' } }));
    place.catchUp();
    expect(place.session()).toMatchObject({ status: 'abandoned' });
  });

  it('leaves it while its client is alive, or not known', () => {
    for (const client of [ownClient(), {}, { pid: process.pid }]) {
      const place = makePlace();
      const event = makeEvent('Stop', 0, { client });
      place.record(event);
      place.catchUp(Date.parse(event.capturedAt) + 60_000);
      expect(place.session()).toMatchObject({ status: 'idle' });
    }
  });

  it('gives one up whose client is not known after a day without an event', () => {
    const place = makePlace();
    const event = makeEvent('Stop', 0, { client: {} });
    place.record(event);
    place.catchUp(Date.parse(event.capturedAt) + 23 * 3_600_000);
    expect(place.session()).toMatchObject({ status: 'idle' });
    place.catchUp(Date.parse(event.capturedAt) + 25 * 3_600_000);
    expect(place.session()).toMatchObject({ status: 'abandoned' });
  });

  it('leaves it while its last hooks may run', async () => {
    const place = makePlace();
    const event = makeEvent('SessionStart', 0, { client: await goneClient() });
    place.record(event);
    place.catchUp(Date.parse(event.capturedAt) + 1_000);
    expect(place.session()).toMatchObject({ status: 'active' });
  });

  it('leaves one that has ended', async () => {
    const place = makePlace();
    const client = await goneClient();
    place.record(makeEvent('SessionEnd', 3, { client, payload: { reason: 'logout' } }));
    place.catchUp();
    expect(place.session()).toMatchObject({ status: 'ended', end_reason: 'logout' });
  });

  it('is undone by a later event, and not by an earlier one', async () => {
    const place = makePlace();
    const client = await goneClient();
    place.record(makeEvent('SessionStart', 0, { client }));
    place.catchUp();
    place.record(makeEvent('PreToolUse', 1, { client }));
    expect(place.session()).toMatchObject({ status: 'abandoned', duration_ms: 1_000 });
    const later = { capturedAt: isoTime(NOW + 5_000), client: ownClient() };
    place.record({ ...makeEvent('SessionStart', 2), ...later });
    expect(place.session()).toMatchObject({ status: 'active' });
    place.catchUp(NOW + 60_000);
    expect(place.session()).toMatchObject({ status: 'active' });
  });

  it('takes in what waits in the spools first', async () => {
    const place = makePlace();
    const client = await goneClient();
    place.record(makeEvent('SessionStart', 0, { client }));
    const end = makeEvent('SessionEnd', 1, { client });
    const spool = new Spool(place.spoolDirs);
    spool.put(end.id, toEnvelope(redactHookEvent(end)));
    spool.put(makeEvent('Stop', 2).id, '{"spoor":1,"event":{"capturedAt":"never"}}');
    expect(place.catchUp()).toMatchObject({ drained: 1, rejected: 1, failed: 0 });
    expect(place.session()).toMatchObject({ status: 'ended', duration_ms: 1_000 });
    expect(place.catchUp()).toMatchObject({ drained: 0, rejected: 0, failed: 0 });
  });

  it.each([2_000, 200_000])(
    'sets aside an event that is nested %i deep: no row takes it',
    (depth) => {
      const place = makePlace();
      const event = makeEvent('Stop', 1);
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const text = toEnvelope(redactHookEvent({ ...event, payload: { x: 'deep' } }));
      new Spool(place.spoolDirs).put(event.id, text.replace('"deep"', deep));
      expect(place.catchUp()).toMatchObject({ drained: 0, rejected: 1, failed: 0 });
      expect(place.catchUp()).toMatchObject({ drained: 0, rejected: 0, failed: 0 });
    },
  );

  it('takes in a whole event that a killed hook has left under its temporary name', () => {
    const place = makePlace();
    const [folder = ''] = place.spoolDirs;
    const event = makeEvent('SessionStart', 0);
    const entry = new Spool(place.spoolDirs).put(event.id, toEnvelope(redactHookEvent(event)));
    const left = join(folder, `.${entry.name}`);
    renameSync(join(folder, entry.name), left);
    expect(place.catchUp()).toMatchObject({ drained: 0 });
    const longAgo = Date.now() / 1000 - 7_200;
    utimesSync(left, longAgo, longAgo);
    expect(place.catchUp()).toMatchObject({ drained: 1, rejected: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
