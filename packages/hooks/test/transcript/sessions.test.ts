import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteForgotten, type SpoorDatabase } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { createReconciler, createRecorder, ingestTranscript } from '../../src/index.js';
import { makeEvent } from '../record/events.js';
import { sampleFiles, sampleFolder } from './samples.js';
import { newStore, tempFolder } from './store.js';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');

/** A line of a session's own, `seconds` after nine. */
function message(seconds: number, fields: object = {}): object {
  const timestamp = new Date(Date.UTC(2026, 10, 21, 9, 0, seconds)).toISOString();
  return { type: 'user', uuid: `u${seconds}`, timestamp, message: { content: 'x' }, ...fields };
}

const answer = (seconds: number, model: string) =>
  message(seconds, { type: 'assistant', message: { id: `m${seconds}`, model, content: [] } });

const cost = (startTime: number, totalCostUSD: number, outputTokens: number) => ({
  type: 'cost-state',
  startTime,
  totalCostUSD,
  modelUsage: { 'claude-opus-5-5': { outputTokens, costUSD: totalCostUSD } },
});

function take(lines: readonly object[], { db = newStore(), id = 's1', now = NOW } = {}) {
  const path = join(tempFolder(), `${id}.jsonl`);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const report = ingestTranscript(db, path, { now: () => now });
  return { db, path, report };
}

function sessionOf(db: SpoorDatabase, id = 's1') {
  return db
    .prepare<[string], Record<string, unknown>>('SELECT * FROM sessions WHERE id = ?')
    .get(id);
}

const sessionAfter = (...lines: object[]) => sessionOf(take(lines).db);

describe('a session, as its transcript tells', () => {
  it('has its time, place and client from its lines', () => {
    const { db, path } = take([
      message(5, { cwd: '/gone/repo', gitBranch: 'main', version: '2.1.1', entrypoint: 'cli' }),
      message(3),
      answer(8, 'claude-opus-5-5'),
      message(20, { cwd: '/gone/other', gitBranch: 'fix', version: '2.1.2' }),
      answer(21, 'claude-haiku-5-5'),
    ]);
    expect(sessionOf(db)).toMatchObject({
      client: 'claude-code',
      status: 'active',
      origin: 'transcript',
      started_at: '2026-11-21T09:00:03.000Z',
      last_activity_at: '2026-11-21T09:00:21.000Z',
      ended_at: null,
      duration_ms: 18_000,
      working_directory: '/gone/repo',
      project_id: '/gone/repo',
      git_branch: 'fix',
      client_version: '2.1.2',
      entrypoint: 'cli',
      model: 'claude-haiku-5-5',
      transcript_path: path,
    });
  });

  it('belongs to the project that its folder is in', () => {
    const root = tempFolder();
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'sub'));
    expect(sessionAfter(message(1, { cwd: join(root, 'sub') }))).toMatchObject({
      project_id: root,
      working_directory: join(root, 'sub'),
    });
    expect(sessionAfter(message(1, { cwd: 'C:\\repo' }))).toMatchObject({ project_id: 'C:\\repo' });
  });

  const custom = { type: 'custom-title', customTitle: 'mine' };
  const ai = { type: 'ai-title', aiTitle: 'about x' };
  const agent = { type: 'agent-name', agentName: 'about x too' };
  const summary = { type: 'summary', summary: 'sum' };
  it.each<[object[], string | null]>([
    [[], null],
    [[summary], 'sum'],
    [[summary, agent], 'about x too'],
    [[agent, ai, agent], 'about x'],
    [[custom, ai, agent], 'mine'],
    [[custom, ai, { ...custom, customTitle: 'new' }], 'new'],
  ])('is called as the user says, else as the client does: %j', (titles, title) => {
    expect(sessionAfter(...titles, message(1))).toMatchObject({ title });
    expect(sessionAfter(message(1), ...titles)).toMatchObject({ title });
  });

  it('is none as long as nothing says when it was; titles wait for that', () => {
    const { db, path, report } = take([custom]);
    expect(report).toMatchObject({ isComplete: true, messages: 0 });
    expect(sessionOf(db)).toBeUndefined();
    writeFileSync(path, `${JSON.stringify(message(1))}\n`, { flag: 'a' });
    ingestTranscript(db, path);
    expect(sessionOf(db)).toMatchObject({ title: 'mine' });
  });

  it('has the client’s own count: the greatest of one start, the sum of several', () => {
    const counted = sessionAfter(message(1), cost(1, 0.5, 10), cost(1, 0.75, 15), cost(9, 0.25, 5));
    expect(counted).toMatchObject({ client_cost_usd: 1 });
    expect(JSON.parse(String(counted?.['client_usage']))).toEqual({
      'claude-opus-5-5': { outputTokens: 20, costUSD: 1 },
    });
    expect(sessionAfter(message(1))).toMatchObject({ client_cost_usd: null, client_usage: null });
  });
});

describe('the end of a session', () => {
  it('is where the client counted once more behind the last message', () => {
    expect(sessionAfter(message(1), message(9), cost(1, 0, 0), { type: 'mode' })).toMatchObject({
      status: 'ended',
      ended_at: '2026-11-21T09:00:09.000Z',
      end_reason: null,
      duration_ms: 8_000,
    });
  });

  it('is none when it went on after that', () => {
    expect(sessionAfter(message(1), cost(1, 0, 0), message(9))).toMatchObject({
      status: 'active',
      ended_at: null,
    });
  });

  it('was given up when nothing has come for a day', () => {
    const lastMs = Date.UTC(2026, 10, 21, 9, 0, 1);
    const statusAt = (now: number) => sessionOf(take([message(1)], { now }).db)?.['status'];
    expect(statusAt(lastMs + DAY_MS - 1)).toBe('active');
    expect(statusAt(lastMs + DAY_MS)).toBe('abandoned');
    const ended = take([message(1), cost(1, 0, 0)], { now: lastMs + 9 * DAY_MS });
    expect(sessionOf(ended.db)).toMatchObject({ status: 'ended' });
  });

  it('is taken back when it goes on', () => {
    const { db, path } = take([message(1)], { now: Date.UTC(2026, 10, 25) });
    expect(sessionOf(db)).toMatchObject({ status: 'abandoned' });
    const later = message(1, { uuid: 'later', timestamp: '2026-11-24T23:00:00.000Z' });
    writeFileSync(path, `${JSON.stringify(later)}\n`, { flag: 'a' });
    ingestTranscript(db, path, { now: () => Date.UTC(2026, 10, 25) });
    expect(sessionOf(db)).toMatchObject({ status: 'active' });
  });
});

describe('a session that hooks told of too', () => {
  const id = makeEvent('Stop', 0).sessionId;
  const recorded = () => {
    const db = newStore();
    const { record } = createRecorder({ db });
    const start = { payload: { source: 'startup', model: 'hooked', session_title: 'told' } };
    record(makeEvent('SessionStart', 2, { ...start, client: { version: '2.0.0' } }));
    record(makeEvent('Stop', 30, { promptId: 'p1' }));
    return db;
  };
  const lines = [
    message(1, { cwd: '/gone/repo', entrypoint: 'cli', version: '2.1.0' }),
    { type: 'ai-title', aiTitle: 'generated' },
    answer(50, 'read'),
    cost(1, 0.5, 1),
  ];

  it('is what hooks say, with what they leave open', () => {
    const { db } = take(lines, { db: recorded(), id });
    expect(sessionOf(db, id)).toMatchObject({
      origin: 'both',
      title: 'told',
      model: 'hooked',
      client_version: '2.0.0',
      working_directory: '/home/dev/repo',
      status: 'idle',
      ended_at: null,
      started_at: '2026-11-21T09:00:01.000Z',
      last_activity_at: '2026-11-21T09:00:50.000Z',
      entrypoint: 'cli',
      client_cost_usd: 0.5,
    });
    const renamed = take([...lines, { type: 'custom-title', customTitle: 'mine' }], {
      db: recorded(),
      id,
    });
    expect(sessionOf(renamed.db, id)).toMatchObject({ title: 'mine' });
  });

  it('is the same whichever came first', () => {
    const one = take(lines, { db: recorded(), id });
    const other = newStore();
    ingestTranscript(other, one.path, { now: () => NOW });
    const { record } = createRecorder({ db: other });
    const start = { payload: { source: 'startup', model: 'hooked', session_title: 'told' } };
    record(makeEvent('Stop', 30, { promptId: 'p1' }));
    record(makeEvent('SessionStart', 2, { ...start, client: { version: '2.0.0' } }));
    const { facts: _one, ...row } = sessionOf(one.db, id) ?? {};
    const { facts: _other, ...otherRow } = sessionOf(other, id) ?? {};
    expect(otherRow).toEqual(row);
  });

  it('is joined with another telling of it', () => {
    const hooked = sessionOf(recorded(), id) ?? {};
    const { db } = take(lines, { id });
    const reconciler = createReconciler(db);
    const read = sessionOf(db, id) ?? {};
    expect(reconciler.check('sessions', read as never)).toBeNull();
    const merged = reconciler.merge('sessions', hooked as never, read as never);
    expect(merged).toMatchObject({ origin: 'both', title: 'told', entrypoint: 'cli' });
    expect(
      reconciler.check('sessions', { facts: '{"fromTranscript":{"titles":{},"costs":{}}}' }),
    ).not.toBeNull();
  });
});

describe('a fork', () => {
  it('starts where its own lines do, and names what it was branched from', () => {
    const folder = sampleFolder('tui-resume');
    const [fork = '', source = ''] = sampleFiles('tui-resume');
    const expected = {
      forked_from: source.replace('.jsonl', ''),
      fork_point: 'a46e62b0-4e7c-4008-a15f-63ad61f6db2a',
      started_at: '2026-11-21T09:54:26.739Z',
      title: 'lab',
    };
    for (const files of [
      [fork, source],
      [source, fork],
    ]) {
      const db = newStore();
      for (const path of files) ingestTranscript(db, join(folder, path), { now: () => NOW });
      const row = sessionOf(db, fork.replace('.jsonl', ''));
      expect(row).toMatchObject({ ...expected, fork_point: expect.stringMatching(/^a46e62b0/) });
      expect(sessionOf(db, source.replace('.jsonl', ''))).toMatchObject({ forked_from: null });
    }
  });

  it('of an older client is known by lines that another session has', () => {
    const db = newStore();
    const shared = [message(1), message(2)];
    take([...shared, message(5)], { db, id: 's1' });
    take([{ type: 'summary', summary: 'x' }, ...shared, message(9)], { db, id: 's2' });
    take([...shared, message(9), message(12)], { db, id: 's3' });
    expect(sessionOf(db, 's1')).toMatchObject({ forked_from: null });
    expect(sessionOf(db, 's2')).toMatchObject({
      forked_from: 's1',
      fork_point: 'u2',
      started_at: '2026-11-21T09:00:09.000Z',
    });
    expect(sessionOf(db, 's3')).toMatchObject({
      forked_from: 's2',
      fork_point: 'u9',
      started_at: '2026-11-21T09:00:12.000Z',
    });
  });

  it('makes no fork of the session that it was branched from', () => {
    const db = newStore();
    const from = { forkedFrom: { sessionId: 's1', messageUuid: 'u1' } };
    take([message(1, from), message(9, { uuid: 'own' })], { db, id: 's2' });
    take([message(1), message(2)], { db, id: 's1' });
    expect(sessionOf(db, 's1')).toMatchObject({
      forked_from: null,
      started_at: '2026-11-21T09:00:01.000Z',
    });
  });
});

describe('a session that was forgotten', () => {
  const forget = (db: SpoorDatabase, until: string | null) =>
    db.transaction(() => noteForgotten(db, 's1', until));
  const count = (db: SpoorDatabase, table: string) =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n;

  it('is not taken in', () => {
    const db = newStore();
    forget(db, null);
    const { report } = take([message(1)], { db });
    expect(report).toMatchObject({
      messages: 0,
      problem: 'belongs to a session that is forgotten',
    });
    for (const table of ['sessions', 'messages', 'transcript_cursors']) {
      expect(count(db, table)).toBe(0);
    }
  });

  it('is taken in from when it went on', () => {
    const db = newStore();
    forget(db, '2026-11-21T09:00:05.000Z');
    take([message(1), message(5), message(6)], { db });
    expect(db.prepare<[]>('SELECT id FROM messages').all()).toEqual([{ id: 'u6' }]);
    expect(sessionOf(db)).toMatchObject({ started_at: '2026-11-21T09:00:06.000Z' });
  });
});
