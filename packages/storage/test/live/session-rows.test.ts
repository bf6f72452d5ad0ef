import { describe, expect, test } from 'vitest';
import {
  ExecutionTracker,
  listSessionRows,
  MessageStore,
  readSessionActivity,
  type SessionRowChoice,
  SessionStore,
  type SpoorDatabase,
  ToolCallStore,
  WorkflowLog,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { isFullScan, plansOf } from '../support/plans.js';
import { call, invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { putUsage, usage } from '../support/usage-rows.js';

function database(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const sessions = new SessionStore(db);
  for (const [id, seconds] of [
    ['a', 10],
    ['b', 30],
    ['c', 20],
  ] as const) {
    sessions.put(session(id, { lastActivityAt: at(seconds) }));
  }
  return db;
}

describe('sessions as lines of a list', () => {
  test.each<[SessionRowChoice, string[]]>([
    [{}, []],
    [{ after: null }, ['b', 'c', 'a']],
    [{ after: null, limit: 2 }, ['b', 'c']],
    [{ after: at(10) }, ['b', 'c']],
    [{ ids: ['a', 'none', 'b'] }, ['b', 'a']],
    [{ ids: ['a'], after: at(20) }, ['b', 'a']],
    [{ ids: ['a', 'b'], after: null, limit: 1 }, ['b', 'a']],
    [{ ids: [], after: at(30) }, []],
  ])('%j gives %j', (choice, ids) => {
    expect(listSessionRows(database(), choice).map(({ id }) => id)).toEqual(ids);
  });

  test('what happened in one', () => {
    const db = database();
    const tracker = new ExecutionTracker(db);
    tracker.putTrace(
      trace('t2', { taskId: 'a', startedAt: at(3), completedAt: at(4), success: 0 }),
    );
    tracker.putTrace(trace('t1', { taskId: 'a', startedAt: at(1), prompt: 'x'.repeat(900) }));
    tracker.putInvocation(invocation('i1', { sessionId: 'a' }));
    const calls = new ToolCallStore(db);
    calls.put(call('late', { sessionId: 'a', startedAt: at(7), summary: 'git status' }));
    for (const status of ['success', 'failure', 'failure', 'denied'] as const) {
      calls.put(call(`${status}-${calls.ofSession('a').length}`, { sessionId: 'a', status }));
    }
    new WorkflowLog(db).addTransition({
      id: 'w1',
      taskId: 'a',
      projectId: null,
      toState: 'failed',
      trigger: 'StopFailure',
      timestamp: at(4),
    });
    expect(listSessionRows(db, { ids: ['a'] })).toEqual([
      {
        id: 'a',
        name: null,
        title: null,
        firstPrompt: 'x'.repeat(200),
        status: 'active',
        phase: 'failed',
        projectId: '/work',
        workingDirectory: '/work',
        gitBranch: null,
        model: null,
        forkedFrom: null,
        startedAt: at(0),
        lastActivityAt: at(10),
        durationMs: 0,
        turns: 2,
        lastTurn: 'failed',
        lastTurnEndedAt: at(4),
        toolCalls: 5,
        runningCalls: 1,
        failedCalls: 2,
        deniedCalls: 1,
        runningCall: 'Bash git status',
        lastError: null,
        subagents: 1,
        contextTokens: null,
        messages: 0,
        tokens: 0,
        costUsd: null,
        unpriced: 0,
      },
    ]);
  });

  test('what a live one does, and what its last message says went wrong', () => {
    const db = database();
    const sessions = new SessionStore(db);
    sessions.put(session('over', { status: 'ended', lastActivityAt: at(1) }));
    for (const sessionId of ['a', 'over']) {
      new ToolCallStore(db).put(call(`c-${sessionId}`, { sessionId, toolName: 'Read' }));
      const messages = new MessageStore(db);
      messages.add({ sessionId, id: `m1-${sessionId}`, type: 'user', timestamp: at(1) });
      messages.add({
        sessionId,
        id: `m2-${sessionId}`,
        type: 'assistant',
        kind: 'error',
        content: `${'x'.repeat(300)}`,
        timestamp: at(2),
      });
    }
    expect(listSessionRows(db, { ids: ['a', 'b', 'over'] })).toMatchObject([
      { id: 'b', runningCall: null, lastError: null },
      { id: 'a', runningCall: 'Read', lastError: 'x'.repeat(200) },
      { id: 'over', runningCall: null, lastError: null, runningCalls: 1 },
    ]);
    new MessageStore(db).add({ sessionId: 'a', id: 'm3', type: 'user', timestamp: at(3) });
    expect(listSessionRows(db, { ids: ['a'] })).toMatchObject([{ lastError: null }]);
  });

  test.each([
    [{ completedAt: null, success: null }, 'open'],
    [{ completedAt: at(2), success: 1 }, 'done'],
    [{ completedAt: at(2), success: null }, 'done'],
    [{ completedAt: at(2), success: 0 }, 'failed'],
  ] as const)('a newest turn with %j is %s', (turn, lastTurn) => {
    const db = database();
    new ExecutionTracker(db).putTrace(trace('t1', { taskId: 'a', ...turn }));
    expect(listSessionRows(db, { ids: ['a'] })).toMatchObject([
      { turns: 1, lastTurn, lastTurnEndedAt: turn.completedAt },
    ]);
    expect(listSessionRows(db, { ids: ['b'] })).toMatchObject([{ turns: 0, lastTurn: null }]);
  });

  test("tokens of all messages, the context of the main agent's last", () => {
    const db = database();
    putUsage(
      db.getDb(),
      usage('m1', { sessionId: 'a', timestamp: at(1) }),
      usage('m2', { sessionId: 'a', timestamp: at(2), inputTokens: 7, costUsd: null }),
      usage('m3', { sessionId: 'a', timestamp: at(3), agentId: 'helper', costUsd: 0.25 }),
      usage('m4', { sessionId: 'b', timestamp: at(4), costUsd: null }),
    );
    expect(listSessionRows(db, { after: null })).toMatchObject([
      { id: 'b', contextTokens: 4_301, messages: 1, tokens: 4_321, costUsd: null, unpriced: 1 },
      { id: 'c', contextTokens: null, messages: 0, tokens: 0, costUsd: null, unpriced: 0 },
      { id: 'a', contextTokens: 4_307, messages: 3, tokens: 12_969, costUsd: 0.75, unpriced: 1 },
    ]);
  });
});

describe('the activity of sessions', () => {
  const choice = { from: at(0), stretchSeconds: 60, stretches: 3 };

  test('counts what began, stretch by stretch', () => {
    const db = database();
    const calls = new ToolCallStore(db);
    for (const seconds of [-1, 0, 59, 60, 179, 180]) {
      calls.put(call(`c${seconds}`, { sessionId: 'a', startedAt: at(seconds) }));
    }
    new ExecutionTracker(db).putTrace(trace('t1', { taskId: 'a', startedAt: at(61) }));
    calls.put(call('other', { sessionId: 'b', startedAt: at(130) }));
    expect(readSessionActivity(db, { ids: ['a', 'c'], ...choice })).toEqual({ a: [2, 2, 1] });
    expect(readSessionActivity(db, { ids: ['a', 'b'], ...choice })).toEqual({
      a: [2, 2, 1],
      b: [0, 0, 1],
    });
  });

  test('leaves out what is no time', () => {
    const db = database();
    new ToolCallStore(db).put(call('odd', { sessionId: 'a', startedAt: 'tomorrow' }));
    expect(readSessionActivity(db, { ids: ['a'], ...choice })).toEqual({});
  });
});

describe('no table is read whole by', () => {
  test.each<[string, (db: SpoorDatabase) => void]>([
    ['the last active', (db) => listSessionRows(db, { after: null, limit: 50 })],
    ['those given', (db) => listSessionRows(db, { ids: ['a'] })],
    ['those given and the last active', (db) => listSessionRows(db, { ids: ['a'], after: at(0) })],
    [
      'their activity',
      (db) =>
        readSessionActivity(db, { ids: ['a'], from: at(0), stretchSeconds: 60, stretches: 3 }),
    ],
  ])('%s', (_name, step) => {
    const plans = plansOf(step);
    expect(plans.length).toBeGreaterThan(3);
    expect(plans.filter(isFullScan)).toEqual([]);
  });
});
