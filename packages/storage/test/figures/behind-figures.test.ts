import { expect, test } from 'vitest';
import {
  agentDetail,
  ExecutionTracker,
  groupFailures,
  listFailures,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
  toolDetail,
  toolTrends,
} from '../../src/index.js';
import { call, invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, numbers } from '../support/usage-rows.js';

const TOOLS = ['Bash', 'mcp__git__log', 'mcp__git__show', null];
const CAUSES = ['no such file\nmore', 'timeout', null];

/** Calls of two projects, a minute apart, some of which failed. */
function world() {
  const db = new SpoorDatabase({ inMemory: true });
  const next = numbers(5);
  new SessionStore(db).put(session('s1', { projectId: '/p/one' }));
  new SessionStore(db).put(session('s2', { projectId: '/p/two' }));
  const calls = Array.from({ length: 300 }, (_, i) => {
    const status = next(4) === 0 ? ('failure' as const) : ('success' as const);
    return call(`c${i}`, {
      sessionId: next(2) === 0 ? 's1' : 's2',
      toolName: TOOLS[next(TOOLS.length)] ?? null,
      status,
      error: status === 'failure' ? (CAUSES[next(CAUSES.length)] ?? null) : null,
      startedAt: minute(i),
      durationMs: i % 6 === 0 ? null : 2 ** next(24),
    });
  });
  for (const row of calls) new ToolCallStore(db).put(row);
  return { db, calls };
}

const all = world();
const projectOf = (sessionId: string) => (sessionId === 's1' ? '/p/one' : '/p/two');
const RANGE = { from: minute(20), until: minute(260) };

test.each([
  ['everything', RANGE],
  ['a project', { ...RANGE, projectId: '/p/two' }],
])('the trend of %s is what a plain count of each part gives', (_, query) => {
  const trends = toolTrends(all.db, { ...query, points: 8 });
  expect(trends.map(({ tool }) => tool).toSorted()).toEqual([...TOOLS].toSorted());
  for (const { tool, calls, failures } of trends) {
    const own = all.calls.filter(
      (row) =>
        row.toolName === tool &&
        (!('projectId' in query) || projectOf(row.sessionId) === query.projectId),
    );
    const inPart = (part: number) =>
      own.filter(
        ({ startedAt }) =>
          (startedAt ?? '') >= minute(20 + part * 30) && (startedAt ?? '') < minute(50 + part * 30),
      );
    const parts = Array.from({ length: 8 }, (_, part) => inPart(part));
    expect(calls).toEqual(parts.map((rows) => rows.length));
    expect(failures).toEqual(
      parts.map((rows) => rows.filter(({ status }) => status === 'failure').length),
    );
  }
});

test.each([{}, { projectId: '/p/one' }])('an open trend of %j has every call in it', (query) => {
  const trends = toolTrends(all.db, { ...query, points: 7 });
  const counted = trends.flatMap(({ calls }) => calls).reduce((sum, count) => sum + count, 0);
  const chosen = all.calls.filter(
    ({ sessionId }) => !('projectId' in query) || projectOf(sessionId) === query.projectId,
  );
  expect(counted).toBe(chosen.length);
});

test('a database without calls has no trends', () => {
  expect(toolTrends(temporaryDatabase({ inMemory: true }), { points: 5 })).toEqual([]);
});

test.each([
  ['a tool', { tool: 'Bash' }, ['Bash'], {}],
  ['a tool without a name', { tool: null }, [null], RANGE],
  ['a server', { server: 'git' }, ['mcp__git__log', 'mcp__git__show'], {}],
  ["the client's own", { server: null }, ['Bash', null], { projectId: '/p/two' }],
])('the durations and failures of %s are its own', (_, group, tools, query) => {
  const { durations, failures } = toolDetail(all.db, { group, ...query });
  const own = all.calls.filter(
    ({ toolName, sessionId, startedAt }) =>
      tools.some((tool) => tool === toolName) &&
      (!('projectId' in query) || projectOf(sessionId) === query.projectId) &&
      (!('from' in query) || ((startedAt ?? '') >= query.from && (startedAt ?? '') < query.until)),
  );
  const known = own.flatMap(({ durationMs }) => durationMs ?? []);
  expect(durations.reduce((sum, { count }) => sum + count, 0)).toBe(known.length);
  let from = 0;
  for (const { below, count } of durations) {
    const to = below ?? Number.POSITIVE_INFINITY;
    if (from > 0) expect(count).toBe(known.filter((ms) => ms >= from && ms < to).length);
    from = to;
  }
  const failed = own.filter(({ status }) => status === 'failure');
  expect(failures.reduce((sum, { times }) => sum + times, 0)).toBe(failed.length);
  expect(failures.map(({ times }) => times)).toEqual(
    failures.map(({ times }) => times).toSorted((a, b) => b - a),
  );
});

test('failures of one cause are one group, in whatever project', () => {
  const listed = listFailures(all.db, { kinds: ['call'], what: ['Bash'], limit: 1_000 });
  expect(new Set(listed.map(({ what }) => what))).toEqual(new Set(['Bash']));
  expect(new Set(listed.map(({ projectId }) => projectId)).size).toBe(2);
  expect(groupFailures(listed, { acrossProjects: true })).toHaveLength(CAUSES.length);
  expect(groupFailures(listed)).toHaveLength(2 * CAUSES.length);
});

function withRuns(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const tracker = new ExecutionTracker(db);
  new SessionStore(db).put(session('s1'));
  tracker.putTrace(trace('t1', { success: 1, durationMs: 5_000 }));
  tracker.putTrace(trace('t2', { success: 0, durationMs: 90_000 }));
  tracker.putInvocation(invocation('a1', { outcome: 'success', durationMs: 15 }));
  tracker.putInvocation(invocation('a2', { outcome: 'failure', durationMs: 16, error: 'lost' }));
  tracker.putInvocation(invocation('a3', { agent: null, outcome: 'partial', durationMs: 4 }));
  return db;
}

test.each([
  ['main', [{ below: 10_000, count: 1 }], 1, 'turn'],
  ['Explore', [{ below: 20, count: 2 }], 1, 'agent'],
  [null, [{ below: 10, count: 1 }], 1, 'agent'],
  ['Plan', [], 0, null],
] as const)('behind the figures of %s stand its own runs', (agent, durations, failed, kind) => {
  const detail = agentDetail(withRuns(), { agent });
  expect(detail.durations).toEqual(expect.arrayContaining([...durations]));
  expect(detail.durations.length > 0).toBe(durations.length > 0);
  expect(detail.failures).toHaveLength(failed);
  expect(detail.failures[0]?.newest.kind ?? null).toBe(kind);
});

test('a detail of another project is empty', () => {
  const detail = { durations: [], failures: [] };
  expect(agentDetail(withRuns(), { agent: 'main', projectId: '/other' })).toEqual(detail);
  expect(agentDetail(withRuns(), { agent: 'Explore', projectId: '/other' })).toEqual(detail);
});
