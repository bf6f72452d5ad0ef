import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redactHookEvent } from '@spoor/core';
import { forgetSession, Spool, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { catchUp, createRecorder, spooledSession } from '../../src/index.js';
import { toEnvelope } from '../../src/record/envelope.js';
import { busySession } from './busy-session.js';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';
import { readRows } from './rows.js';

const SESSION = makeEvent('Stop', 0).sessionId;

describe('events of a forgotten session', () => {
  it('are dropped: nothing of them is written, and no error told', async () => {
    const { db, play } = makeStage();
    play(...busySession());
    await forgetSession(db, SESSION);
    const before = readRows(db);
    const recorder = createRecorder({ db });
    for (const event of [...busySession(), makeEvent('SessionStart', 900)]) {
      expect(recorder.record(event)).toEqual({ isNew: false });
    }
    expect(readRows(db)).toEqual(before);
    expect(recorder.record(makeEvent('Stop', 1, { sessionId: 'another' })).isNew).toBe(true);
  });

  it('that was deleted up to a time are recorded from then on', () => {
    const { db } = makeStage();
    const { capturedAt } = makeEvent('Stop', 10);
    db.prepare<[string, string, string]>('INSERT INTO forgotten_sessions VALUES (?, ?, ?)').run(
      SESSION,
      capturedAt,
      capturedAt,
    );
    const recorder = createRecorder({ db });
    expect(recorder.record(makeEvent('Stop', 9)).isNew).toBe(false);
    expect(recorder.record(makeEvent('Stop', 10)).isNew).toBe(false);
    expect(recorder.record(makeEvent('Stop', 11)).isNew).toBe(true);
  });

  it('that come from an old spool leave it and change nothing', async () => {
    const root = mkdtempSync(join(tmpdir(), 'spoor-forgotten-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const place = { databasePath: join(root, 'spoor.db'), spoolDirs: [join(root, 'spool')] };
    const spool = new Spool(place.spoolDirs);
    const keep = (...events: ReturnType<typeof busySession>) => {
      for (const event of events) spool.put(event.id, toEnvelope(redactHookEvent(event)));
    };
    const events = busySession();
    keep(...events);
    catchUp(place);
    const db = new SpoorDatabase({ path: place.databasePath });
    onTestFinished(() => db.close());
    keep(makeEvent('Notification', 40), makeEvent('Stop', 41, { sessionId: 'another' }));
    const { spoolEntries } = await forgetSession(db, SESSION, {
      spool: { folders: place.spoolDirs, sessionOf: spooledSession },
    });
    expect(spoolEntries).toBe(1);
    keep(...events, makeEvent('Notification', 42));
    expect(catchUp(place)).toMatchObject({ drained: events.length + 2, failed: 0, rejected: 0 });
    expect(spool.depth().waiting).toBe(0);
    expect(readRows(db).sessions).toMatchObject([{ id: 'another' }]);
    expect(readRows(db).hook_executions).toHaveLength(1);
  });
});

describe('the session of a spool entry', () => {
  it('is that of its event; other texts have none', () => {
    const event = makeEvent('Stop', 0);
    expect(spooledSession(toEnvelope(redactHookEvent(event)))).toBe(SESSION);
    expect(spooledSession('{}')).toBeNull();
    expect(spooledSession('half of an ev')).toBeNull();
  });
});
