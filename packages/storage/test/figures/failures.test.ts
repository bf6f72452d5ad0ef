import { expect, test } from 'vitest';
import {
  ExecutionTracker,
  type FailureQuery,
  groupFailures,
  listFailures,
  MessageStore,
  SessionStore,
  type SpoorDatabase,
  ToolCallStore,
} from '../../src/index.js';
import { call, invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute } from '../support/usage-rows.js';

/** A session in which everything went wrong once, another whose turn failed in silence, and a fork. */
function world(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const sessions = new SessionStore(db);
  const tracker = new ExecutionTracker(db);
  const calls = new ToolCallStore(db);
  sessions.put(session('s1', { projectId: '/p/one', startedAt: minute(0) }));
  sessions.put(session('s2', { projectId: '/p/two', startedAt: minute(1) }));
  sessions.put(session('fork', { projectId: '/p/one', startedAt: minute(2), forkedFrom: 's1' }));
  tracker.putTrace(
    trace('t1', {
      prompt: 'mend it',
      startedAt: minute(0),
      completedAt: minute(9),
      success: 0,
      taskId: 's1',
    }),
  );
  tracker.putTrace(trace('t2', { startedAt: minute(20), success: 0, taskId: 's2' }));
  tracker.putTrace(trace('t3', { startedAt: minute(30), success: 1, taskId: 's2' }));
  calls.put(call('c1', { status: 'failure', error: 'Exit 1\nno such test', startedAt: minute(1) }));
  calls.put(call('c2', { status: 'denied', summary: 'rm -rf /', startedAt: minute(2) }));
  calls.put(call('c3', { status: 'success', startedAt: minute(3) }));
  calls.put(call('c4', { status: 'cancelled', startedAt: minute(4) }));
  for (const sessionId of ['fork', 's1']) {
    new MessageStore(db).add({
      ...{ sessionId, id: 'e1', type: 'assistant', kind: 'error', content: 'API Error: 529' },
      timestamp: minute(8),
    });
  }
  tracker.putInvocation(
    invocation('r1', { startedAt: minute(5), outcome: 'failure', error: 'out of tokens' }),
  );
  tracker.putInvocation(invocation('r2', { startedAt: minute(6), outcome: 'partial' }));
  tracker.putInvocation(invocation('r3', { startedAt: minute(7), outcome: 'success' }));
  return db;
}

const brief = (db: SpoorDatabase, query?: FailureQuery) =>
  listFailures(db, query).map(({ kind, what, cause }) => [kind, what, cause]);

const API = ['api', null, 'API Error: 529'];

test('what went wrong is listed, the newest first, each with its cause', () => {
  expect(brief(world())).toEqual([
    ['turn', null, null],
    API,
    ['agent', 'Explore', 'cut off: it never ended'],
    ['agent', 'Explore', 'out of tokens'],
    ['denied', 'Bash', null],
    ['call', 'Bash', 'Exit 1\nno such test'],
  ]);
});

test('each says where it was, and under which prompt', () => {
  const db = world();
  const where = { sessionId: 's1', projectId: '/p/one', traceId: 't1', prompt: 'mend it' };
  for (const kind of ['call', 'denied', 'api', 'agent'] as const) {
    expect(listFailures(db, { kinds: [kind], limit: 1 })).toMatchObject([{ kind, ...where }]);
  }
  expect(listFailures(db, { kinds: ['denied'] })).toMatchObject([{ about: 'rm -rf /' }]);
});

test('a turn that failed of an API error is told by that, unless only turns are asked for', () => {
  expect(brief(world(), { kinds: ['turn'] })).toEqual([
    ['turn', null, null],
    ['turn', null, 'API Error: 529'],
  ]);
});

test('of a project, a session, a range; so many of them', () => {
  const db = world();
  expect(brief(db, { projectId: '/p/two' })).toEqual([['turn', null, null]]);
  expect(brief(db, { sessionId: 's1' })).toHaveLength(5);
  expect(brief(db, { from: minute(6), until: minute(20) })).toEqual([
    API,
    ['agent', 'Explore', 'cut off: it never ended'],
  ]);
  expect(brief(db, { limit: 2 })).toHaveLength(2);
});

test('equal ones are put together where the newest stands', () => {
  const db = world();
  const calls = new ToolCallStore(db);
  for (let i = 0; i < 12; i++) {
    const error = `Exit 1\nother lines ${i}`;
    calls.put(call(`again ${i}`, { status: 'failure', error, startedAt: minute(40 + i) }));
  }
  const [first, ...others] = groupFailures(listFailures(db));
  expect(first).toMatchObject({ times: 13, firstAt: minute(1), newest: { at: minute(51) } });
  expect(others.map(({ times }) => times)).toEqual([1, 1, 1, 1, 1]);
});

test('texts of any length are cut', () => {
  const db = temporaryDatabase({ inMemory: true });
  new ToolCallStore(db).put(call('c', { status: 'failure', error: 'x'.repeat(1e6) }));
  expect(listFailures(db)[0]?.cause?.length).toBeLessThan(10_000);
});
