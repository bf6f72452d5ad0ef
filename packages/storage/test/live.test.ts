import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ChangeWatch,
  CounterStore,
  checkpoint,
  ExecutionTracker,
  getSessionOverview,
  HookExecutionLog,
  listSessionOverviews,
  readDatabaseStatus,
  readSessionHistory,
  readSessionLabels,
  SCHEMA_VERSION,
  type SessionChoice,
  SessionStore,
  Spool,
  type SpoorDatabase,
  ToolCallStore,
} from '../src/index.js';
import { run } from './support/child.js';
import { at, event } from './support/events.js';
import { call, invocation, session, trace } from './support/records.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from './support/temporary.js';

function recordSession(db: SpoorDatabase, id: string, seconds: number): void {
  new SessionStore(db).put(session(id, { lastActivityAt: at(seconds) }));
  const tracker = new ExecutionTracker(db);
  tracker.putTrace(trace(`${id}-t2`, { taskId: id, startedAt: at(2), prompt: 'second' }));
  tracker.putTrace(trace(`${id}-t1`, { taskId: id, startedAt: at(1), prompt: 'x'.repeat(900) }));
  tracker.putInvocation(invocation(`${id}-i1`, { sessionId: id, traceId: `${id}-t1` }));
  const calls = new ToolCallStore(db);
  for (const status of ['running', 'success', 'success', 'failure', 'denied'] as const) {
    calls.put(call(`${id}-${status}`, { sessionId: id, status }));
    calls.put(call(`${id}-${status}-2`, { sessionId: id, status }));
  }
  new CounterStore(db).increment(id, 'rounds', 3);
}

describe('a session with what happened in it', () => {
  test('in a list, the last active first', () => {
    const db = temporaryDatabase({ inMemory: true });
    recordSession(db, 'a', 5);
    recordSession(db, 'b', 7);
    new SessionStore(db).put(session('empty', { lastActivityAt: at(1) }));
    const list = listSessionOverviews(db);
    expect(list.map(({ id }) => id)).toEqual(['b', 'a', 'empty']);
    expect(list[0]).toMatchObject({
      firstPrompt: 'x'.repeat(400),
      turns: 2,
      toolCalls: 8,
      runningCalls: 2,
      failedCalls: 2,
      deniedCalls: 2,
      subagents: 1,
      rounds: 3,
    });
    expect(list[2]).toMatchObject({ firstPrompt: null, turns: 0, toolCalls: 0, rounds: 0 });
    expect(listSessionOverviews(db, { limit: 1, offset: 1 })).toEqual([list[1]]);
    expect(getSessionOverview(db, 'a')).toEqual(list[1]);
    expect(getSessionOverview(db, 'none')).toBeNull();
  });

  test('in a list of those of a project, and of a time', () => {
    const db = temporaryDatabase({ inMemory: true });
    const sessions = new SessionStore(db);
    sessions.put(session('old', { projectId: '/p', startedAt: at(1), lastActivityAt: at(5) }));
    sessions.put(session('new', { projectId: '/p', startedAt: at(7), lastActivityAt: at(9) }));
    sessions.put(session('other', { projectId: '/q', startedAt: at(2), lastActivityAt: at(8) }));
    const ids = (choice: SessionChoice) => listSessionOverviews(db, choice).map(({ id }) => id);
    expect(ids({ projectId: '/p' })).toEqual(['new', 'old']);
    expect(ids({ since: at(8) })).toEqual(['new', 'other']);
    expect(ids({ until: at(2) })).toEqual(['other', 'old']);
    expect(ids({ projectId: '/p', since: at(5), until: at(6) })).toEqual(['old']);
    expect(ids({ projectId: '/none' })).toEqual([]);
  });

  test('by what tells it from others', () => {
    const db = temporaryDatabase({ inMemory: true });
    recordSession(db, 'a', 5);
    new SessionStore(db).put(session('b', { title: 'Mend it', projectId: '/p' }));
    const labels = readSessionLabels(db, ['a', 'b', 'none']);
    expect([...labels.keys()].toSorted()).toEqual(['a', 'b']);
    expect(labels.get('a')).toMatchObject({ firstPrompt: 'x'.repeat(400) });
    expect(labels.get('b')).toEqual({
      ...{ name: null, title: 'Mend it', projectId: '/p', firstPrompt: null },
    });
  });

  test('whole, with its turns, calls and subagents', () => {
    const db = temporaryDatabase({ inMemory: true });
    recordSession(db, 'a', 5);
    recordSession(db, 'b', 7);
    const history = readSessionHistory(db, 'a');
    expect(history?.turns.map(({ id }) => id)).toEqual(['a-t1', 'a-t2']);
    expect(history?.toolCalls).toHaveLength(8);
    expect(history?.subagents.map(({ id }) => id)).toEqual(['a-i1']);
    expect(readSessionHistory(db, 'none')).toBeNull();
    expect(db.getDb().inTransaction).toBe(false);
  });
});

test("a watch sees another process's commit, and its own connection's not", async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const writer = openDatabase({ path });
  const reader = openDatabase({ path, readonly: true });
  const watch = new ChangeWatch(reader);
  expect([watch.changed(), watch.changed()]).toEqual([true, false]);
  await run('commit.mjs', { path, scope: 'global', name: 'x', times: 1 });
  expect([watch.changed(), watch.changed()]).toEqual([true, false]);
  const own = new ChangeWatch(writer);
  own.changed();
  new CounterStore(writer).increment('global', 'x');
  expect([own.changed(), watch.changed()]).toEqual([false, true]);
});

test('the status counts rows, troubles and what waits', () => {
  const folder = temporaryFolder();
  const db = openDatabase({ path: join(folder, 'spoor.db') });
  const spool = new Spool([join(folder, 'spool')]);
  expect(readDatabaseStatus(db, spool)).toMatchObject({
    oldestEventAt: null,
    newestEventAt: null,
    failedEvents: 0,
    malformedEvents: 0,
  });
  const log = new HookExecutionLog(db);
  log.append(event('a', { createdAt: at(1) }));
  log.append(event('b', { createdAt: at(3), status: 'malformed' }));
  log.append(event('c', { createdAt: at(2) }));
  log.finish('c', 1, 'failed');
  spool.put('d', '{}');
  const status = readDatabaseStatus(db, spool);
  expect(status).toMatchObject({
    path: join(folder, 'spoor.db'),
    schemaVersion: SCHEMA_VERSION,
    latestSchemaVersion: SCHEMA_VERSION,
    oldestEventAt: at(1),
    newestEventAt: at(3),
    failedEvents: 1,
    malformedEvents: 1,
    spool: { waiting: 1, rejected: 0 },
  });
  expect(status.rows).toMatchObject({ hook_executions: 3, sessions: 0 });
  expect(status.walBytes).toBeGreaterThan(0);
});

test('a checkpoint runs when the WAL is large enough, and holds nobody up', () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path, autoCheckpointPages: 0 });
  const reader = openDatabase({ path, readonly: true });
  reader.getDb().exec('BEGIN; SELECT count(*) FROM sessions');
  new CounterStore(db).increment('global', 'x');
  expect(checkpoint(db, 1e9)).toBe(false);
  expect(checkpoint(db)).toBe(true);
  reader.getDb().exec('COMMIT');
  expect(checkpoint(temporaryDatabase({ inMemory: true }))).toBe(false);
});
