import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime, type JsonObject } from '@spoor/core';
import { SpoorDatabase, startPause, UNCONFIGURED } from '@spoor/storage';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRecorder, maintainStore } from '../../src/index.js';
import {
  type CatchUpTranscripts,
  catchUpTranscripts,
} from '../../src/transcript/catch-up-transcripts.js';
import { append, turnLines } from '../hook/transcript-place.js';
import { makeEvent } from '../record/events.js';
import { tempFolder } from './store.js';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A store, and transcripts of sessions that events told of. */
function makePlace() {
  const folder = tempFolder();
  const db = new SpoorDatabase({ path: join(folder, 'data', 'spoor.db') });
  onTestFinished(() => db.close());
  const recorder = createRecorder({ db });
  const fileOf = (session: string) => join(folder, 'projects', session, `${session}.jsonl`);
  const place = {
    db,
    folder,
    fileOf,
    agentFileOf: (session: string, agent: string) =>
      join(dirname(fileOf(session)), session, 'subagents', `agent-${agent}.jsonl`),
    /** What a hook told of a session, some time ago; nothing was read then. */
    tell: (
      session: string,
      event: string,
      { agoMs = 0, path = fileOf(session), ...payload }: JsonObject & { agoMs?: number } = {},
    ) => {
      const at = isoTime(NOW - agoMs);
      recorder.record({
        ...makeEvent(event, 0, { sessionId: session, payload: { ...payload } }),
        transcriptPath: String(path),
        workplace: { cwd: folder, projectId: folder },
        capturedAt: at,
      });
    },
    catchUp: (options: Partial<CatchUpTranscripts> = {}, now = NOW) =>
      catchUpTranscripts(
        db,
        { settings: UNCONFIGURED, dataDir: join(folder, 'data'), budgetMs: 60_000, ...options },
        now,
      ),
    messages: () =>
      Object.fromEntries(
        db
          .prepare<[], { id: string; n: number }>(
            'SELECT session_id AS id, count(*) AS n FROM messages GROUP BY 1 ORDER BY 1',
          )
          .all()
          .map(({ id, n }) => [id, n]),
      ),
  };
  return place;
}

const lines = (session: string, turn = 1) =>
  turnLines(turn, 'An answer', { sessionId: session, agentId: null }).replaceAll(
    'main-',
    `${session}-`,
  );

describe('catching up looks at', () => {
  it('open sessions, each time', () => {
    const place = makePlace();
    place.tell('s1', 'Stop', { agoMs: HOUR });
    append(place.fileOf('s1'), lines('s1'));
    place.catchUp();
    expect(place.messages()).toEqual({ s1: 3 });
    append(place.fileOf('s1'), lines('s1', 2));
    place.catchUp();
    expect(place.messages()).toEqual({ s1: 6 });
  });

  it('sessions that ended, until they were read after that', () => {
    const place = makePlace();
    place.tell('s1', 'SessionEnd', { agoMs: 1_000 });
    append(place.fileOf('s1'), lines('s1'));
    place.catchUp();
    append(place.fileOf('s1'), lines('s1', 2));
    place.catchUp({}, NOW + 60_000);
    expect(place.messages()).toEqual({ s1: 6 });
    append(place.fileOf('s1'), lines('s1', 3));
    place.catchUp({}, NOW + 120_000);
    expect(place.messages()).toEqual({ s1: 6 });
    place.tell('s1', 'SessionStart', { agoMs: -180_000 });
    place.catchUp({}, NOW + 181_000);
    expect(place.messages()).toEqual({ s1: 9 });
  });

  it('sessions of the last weeks only', () => {
    const place = makePlace();
    for (const [session, days] of [
      ['old', 36],
      ['recent', 34],
    ] as const) {
      place.tell(session, 'SessionEnd', { agoMs: days * DAY });
      append(place.fileOf(session), lines(session));
    }
    place.catchUp();
    expect(place.messages()).toEqual({ recent: 3 });
  });

  it('files of subagents, before it says that a session is settled', () => {
    // Time passes with each look at it, and is over at each of them once.
    let ms = 0;
    const clock = vi.spyOn(process, 'uptime').mockImplementation(() => ms++ / 1000);
    onTestFinished(() => clock.mockRestore());
    for (let budgetMs = 1; budgetMs < 12; budgetMs++) {
      const place = makePlace();
      place.tell('s1', 'SessionEnd', { agoMs: HOUR });
      append(place.fileOf('s1'), lines('s1'));
      for (const agent of ['a1', 'a2']) {
        const inside = turnLines(2, 'x', { sessionId: 's1', agentId: agent });
        append(place.agentFileOf('s1', agent), inside);
      }
      place.catchUp({ budgetMs });
      place.catchUp();
      expect(place.messages()).toEqual({ s1: 9 });
    }
  });

  it('what it had no time for, the next time', () => {
    const place = makePlace();
    place.tell('s1', 'SessionEnd', { agoMs: HOUR });
    const turns = 2_000;
    const all = Array.from({ length: turns }, (_, turn) => lines('s1', turn)).join('');
    append(place.fileOf('s1'), all);
    let rounds = 0;
    const read = () => place.messages()['s1'] ?? 0;
    for (; read() < turns * 3 && rounds < 1_000; rounds++) place.catchUp({ budgetMs: 5 });
    expect(read()).toBe(turns * 3);
    expect(rounds).toBeGreaterThan(1);
  });

  it('nothing of sessions that are settled, whatever is left of their files', () => {
    const place = makePlace();
    for (const session of ['read', 'gone', 'unreadable', 'elsewhere']) {
      const path = session === 'elsewhere' ? place.fileOf('other') : place.fileOf(session);
      place.tell(session, 'SessionEnd', { agoMs: HOUR, path });
    }
    append(place.fileOf('read'), lines('read'));
    append(place.fileOf('other'), lines('other'));
    mkdirSync(dirname(place.fileOf('unreadable')), { recursive: true });
    symlinkSync(place.fileOf('unreadable'), place.fileOf('unreadable'));
    place.catchUp();
    expect(place.messages()).toEqual({ read: 3 });
    // What would be seen if somebody looked.
    for (const session of ['read', 'gone', 'unreadable', 'elsewhere']) {
      rmSync(place.fileOf(session), { force: true });
      append(place.fileOf(session), lines(session) + lines(session, 2));
    }
    const before = writes(place.db);
    place.catchUp({}, NOW + 60_000);
    expect(writes(place.db)).toBe(before);
    expect(place.messages()).toEqual({ read: 3 });
  });

  it('no session while recording is paused, and none of a paused project', () => {
    const place = makePlace();
    place.tell('s1', 'Stop');
    append(place.fileOf('s1'), lines('s1'));
    const { configuration } = UNCONFIGURED;
    const paused = { ...configuration, pause: { projects: [place.folder] } };
    place.catchUp({ settings: { ...UNCONFIGURED, configuration: paused } });
    startPause(join(place.folder, 'data'), NOW, NOW + 60_000);
    place.catchUp();
    expect(place.messages()).toEqual({});
    place.catchUp({}, NOW + 61_000);
    expect(place.messages()).toEqual({ s1: 3 });
  });
});

describe('catching up', () => {
  it('redacts what the project wants redacted', () => {
    const place = makePlace();
    const redaction = { literals: ['nightingale'] };
    writeFileSync(join(place.folder, '.spoor.json'), JSON.stringify({ redaction }));
    place.tell('s1', 'Stop');
    append(place.fileOf('s1'), turnLines(1, 'a nightingale sang', { sessionId: 's1' }));
    place.catchUp();
    const text = place.db
      .getDb()
      .prepare('SELECT group_concat(content) FROM messages')
      .pluck()
      .get();
    expect(text).toContain('sang');
    expect(text).not.toContain('nightingale');
  });

  it('goes on with other sessions where one can not be taken in, and says so', () => {
    const place = makePlace();
    for (const [index, session] of ['s1', 's2', 's3'].entries()) {
      place.tell(session, 'SessionEnd', { agoMs: HOUR + index * 1_000 });
      append(place.fileOf(session), lines(session));
    }
    place.db.getDb().exec(
      `CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.messages WHEN new.session_id = 's2'
       BEGIN SELECT raise(ABORT, 'not this one'); END`,
    );
    expect(() => place.catchUp()).toThrow(/not this one/);
    expect(place.messages()).toEqual({ s1: 3, s3: 3 });
    place.db.getDb().exec('DROP TRIGGER refuse');
    place.catchUp({}, NOW + 60_000);
    expect(place.messages()).toEqual({ s1: 3, s2: 3, s3: 3 });
  });

  it('is a part of the upkeep', async () => {
    const place = makePlace();
    place.tell('s1', 'SessionEnd', { agoMs: HOUR });
    append(place.fileOf('s1'), lines('s1'));
    const { steps } = await maintainStore({
      database: { path: place.db.getDb().name, busyTimeoutMs: 5_000, synchronous: 'FULL' },
      spoolDirs: [join(place.folder, 'spool')],
      transcripts: { settings: UNCONFIGURED, dataDir: place.folder, budgetMs: 60_000 },
      force: true,
      backups: false,
      now: () => NOW,
    });
    expect(steps).toContainEqual(expect.objectContaining({ name: 'catch up', outcome: 'success' }));
    expect(place.messages()).toEqual({ s1: 3 });
  });

  it('ends at once where the database is locked', () => {
    const place = makePlace();
    place.tell('s1', 'Stop');
    append(place.fileOf('s1'), lines('s1'));
    const path = place.db.getDb().name;
    const waiting = new SpoorDatabase({ path, busyTimeoutMs: 20 });
    onTestFinished(() => waiting.close());
    place.db.getDb().exec('BEGIN IMMEDIATE');
    const options = { settings: UNCONFIGURED, dataDir: place.folder, budgetMs: 60_000 };
    expect(() => catchUpTranscripts(waiting, options, NOW)).toThrow(
      expect.objectContaining({ code: 'LOCKED' }),
    );
    place.db.getDb().exec('ROLLBACK');
    catchUpTranscripts(waiting, options, NOW);
    expect(place.messages()).toEqual({ s1: 3 });
  });
});

/** How many rows a connection has written. */
function writes(db: SpoorDatabase): unknown {
  return db.getDb().prepare('SELECT total_changes()').pluck().get();
}
