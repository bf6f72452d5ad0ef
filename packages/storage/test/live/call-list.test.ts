import { expect, test } from 'vitest';
import {
  type CallListQuery,
  ExecutionTracker,
  type ListedCall,
  listCalls,
  listProjects,
  listRuns,
  type RunListQuery,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
} from '../../src/index.js';
import { isFullScan, plansOf } from '../support/plans.js';
import { call, invocation, session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, numbers, putUsage, usage } from '../support/usage-rows.js';

const TOOLS = ['Bash', 'Read', 'mcp__git__log', 'mcp__git__show', null];
const STATUSES = ['success', 'success', 'failure', 'denied', 'running'] as const;

/** Calls of main agent and subagents in three sessions; several begin at the same moment. */
function world() {
  const db = new SpoorDatabase({ inMemory: true });
  const next = numbers(23);
  const tracker = new ExecutionTracker(db);
  for (const [id, projectId] of [
    ['s1', '/p/one'],
    ['s2', '/p/two'],
    ['s3', '/p/one'],
  ] as const) {
    new SessionStore(db).put(session(id, { projectId, title: `title of ${id}` }));
    tracker.putInvocation(invocation(`${id}-a`, { sessionId: id, agentId: 'a' }));
    tracker.putInvocation(invocation(`${id}-b`, { sessionId: id, agentId: 'b', agent: null }));
  }
  const calls = Array.from({ length: 240 }, (_, i) =>
    call(`c${i}`, {
      sessionId: `s${1 + next(3)}`,
      agentId: [null, null, 'a', 'b'][next(4)] ?? null,
      toolName: TOOLS[next(TOOLS.length)] ?? null,
      status: STATUSES[next(STATUSES.length)] ?? 'running',
      startedAt: i % 50 === 49 ? null : minute(next(60)),
      messageId: i % 3 === 0 ? null : `m${i % 3}`,
    }),
  );
  for (const row of calls) new ToolCallStore(db).put(row);
  putUsage(db.getDb(), usage('m1', { model: 'one' }), usage('m2', { model: 'two' }));
  return { db, calls };
}

const all = world();
const TYPES: Readonly<Record<string, string | null>> = { a: 'Explore', b: null };

function isChosen(row: (typeof all.calls)[number], query: CallListQuery): boolean {
  const { group, agent, sessionId, projectId, model, failedOnly, from, until } = query;
  const { toolName, startedAt, agentId } = row;
  if (startedAt === null) return false;
  const type = agentId === null ? 'main' : (TYPES[agentId] ?? null);
  const isOfServer = (server: string | null) =>
    server === null ? !toolName?.startsWith('mcp__') : toolName?.startsWith(`mcp__${server}__`);
  return (
    (group === undefined ||
      ('server' in group ? isOfServer(group.server ?? null) === true : toolName === group.tool)) &&
    (agent === undefined || type === agent) &&
    (sessionId === undefined || row.sessionId === sessionId) &&
    (projectId === undefined || (row.sessionId === 's2' ? '/p/two' : '/p/one') === projectId) &&
    (model === undefined || row.messageId === (model === 'one' ? 'm1' : 'm2')) &&
    (failedOnly !== true || row.status === 'failure' || row.status === 'denied') &&
    (from === undefined || startedAt >= from) &&
    (until === undefined || startedAt < until)
  );
}

/** Every page of a list, by the cursor of the one before. */
function everyPage(query: CallListQuery, limit: number): ListedCall[] {
  const found: ListedCall[] = [];
  for (;;) {
    const last = found.at(-1);
    const before = last === undefined ? {} : { before: last };
    const page = listCalls(all.db, { ...query, ...before, limit });
    found.push(...page);
    if (page.length < limit) return found;
  }
}

const QUERIES: CallListQuery[] = [
  {},
  { failedOnly: true },
  { group: { tool: 'Bash' } },
  { group: { tool: null } },
  { group: { tool: 'Bash' }, failedOnly: true },
  { group: { server: 'git' } },
  { group: { server: null }, failedOnly: true },
  { agent: 'main' },
  { agent: 'Explore' },
  { agent: null },
  { agent: 'Explore', group: { server: 'git' }, projectId: '/p/one' },
  { agent: 'main', projectId: '/p/two' },
  { sessionId: 's3' },
  { sessionId: 's3', projectId: '/p/two' },
  { sessionId: 's1', agent: 'Explore', failedOnly: true },
  { projectId: '/p/one', group: { tool: 'Read' } },
  { from: minute(10), until: minute(40) },
  { projectId: '/p/one', from: minute(10), until: minute(40), failedOnly: true },
  { group: { tool: 'never called' } },
  { model: 'one' },
  { model: 'two', projectId: '/p/one', from: minute(10), failedOnly: true },
];

test.each(QUERIES)('the pages of %j are all its calls, the newest first', (query) => {
  const expected = all.calls
    .filter((row) => isChosen(row, query))
    .map(({ toolUseId }) => toolUseId);
  const found = everyPage(query, 7);
  expect(found.map(({ toolUseId }) => toolUseId).toSorted()).toEqual(expected.toSorted());
  const order = found.map(({ startedAt, seq }) => `${startedAt} ${String(seq).padStart(6, '0')}`);
  expect(order).toEqual(order.toSorted().reverse());
  expect(everyPage(query, 1_000)).toEqual(found);
});

test('a call says what its session is, and not more of its texts than a list shows', () => {
  const db = temporaryDatabase({ inMemory: true });
  new SessionStore(db).put(session('s1', { title: 'a title' }));
  const long = 'x'.repeat(100_000);
  new ToolCallStore(db).put(call('c1', { summary: long, error: long, status: 'failure' }));
  const [row] = listCalls(db);
  expect(row?.session).toMatchObject({ title: 'a title', projectId: '/work' });
  expect([row?.summary?.length, row?.error?.length]).toEqual([400, 400]);
});

test.each(QUERIES)('the calls of %j are found along indexes', (query) => {
  const plans = plansOf((db) => {
    new ToolCallStore(db).put(call('c1'));
    listCalls(db, { ...query, before: { startedAt: minute(3), seq: 1 } });
  });
  // A session that is given by its id, and the names of tools.
  const isSmall = (detail: string) => /^SCAN (tool|session)\b/.test(detail);
  expect(plans.filter((detail) => isFullScan(detail) && !isSmall(detail))).toEqual([]);
});

test.each<CallListQuery>([{ group: { tool: 'Bash' } }, { failedOnly: true }, {}])(
  'a page of %j is read in the order of its index, not sorted from all there are',
  (query) => {
    const plans = plansOf((db) => {
      new ToolCallStore(db).put(call('c1'));
      listCalls(db, query);
    });
    expect(plans.join('\n')).toMatch(
      /SEARCH c USING (COVERING )?INDEX tool_calls_(by_tool|gone_wrong)/,
    );
    // Calls that began at the same moment are sorted among themselves.
    expect(plans.filter((detail) => detail === 'USE TEMP B-TREE FOR ORDER BY')).toEqual([]);
  },
);

/** Turns and runs with what they took. */
function withRuns() {
  const db = temporaryDatabase({ inMemory: true });
  const tracker = new ExecutionTracker(db);
  new SessionStore(db).put(session('s1', { projectId: '/p/one', title: 'first' }));
  new SessionStore(db).put(session('s2', { projectId: '/p/two' }));
  for (let i = 0; i < 12; i += 1) {
    const at = { startedAt: minute(i >> 1) };
    const isOdd = i % 2 === 1;
    tracker.putTrace(
      trace(`t${i}`, {
        ...at,
        taskId: isOdd ? 's1' : 's2',
        success: i % 3 === 0 ? 0 : 1,
        projectId: null,
      }),
    );
    tracker.putInvocation(
      invocation(`i${i}`, {
        ...at,
        sessionId: isOdd ? 's1' : 's2',
        agentId: `a${i}`,
        agent: i % 4 === 0 ? null : 'Explore',
        outcome: i % 3 === 0 ? 'partial' : 'success',
      }),
    );
  }
  putUsage(
    db.getDb(),
    usage('m1', { sessionId: 's1', traceId: 't1', costUsd: 0.25 }),
    usage('m2', { sessionId: 's1', traceId: 't1', costUsd: null }),
    usage('m3', { sessionId: 's1', traceId: 't1', agentId: 'a1', costUsd: null }),
    usage('m4', { sessionId: 's2', traceId: 't1', agentId: 'a1', costUsd: 8 }),
  );
  return db;
}

const even = (i: number) => i % 2 === 0;
const RUNS: readonly [RunListQuery, (i: number) => boolean][] = [
  [{ agent: 'main' }, () => true],
  [{ agent: 'main', failedOnly: true }, (i) => i % 3 === 0],
  [{ agent: 'main', projectId: '/p/two' }, even],
  [{ agent: 'Explore' }, (i) => i % 4 !== 0],
  [{ agent: null }, (i) => i % 4 === 0],
  [{ agent: 'Explore', projectId: '/p/one' }, (i) => !even(i)],
  [{ agent: 'Explore', failedOnly: true }, (i) => i % 3 === 0 && i % 4 !== 0],
  [{ agent: 'main', from: minute(2), until: minute(4) }, (i) => i >= 4 && i < 8],
];

test.each(RUNS)('the pages of runs of %j are all of them, the newest first', (query, isOne) => {
  const db = withRuns();
  const found: ReturnType<typeof listRuns> = [];
  for (;;) {
    const last = found.at(-1);
    const page = listRuns(db, {
      ...query,
      ...(last === undefined ? {} : { before: last }),
      limit: 3,
    });
    found.push(...page);
    if (page.length < 3) break;
  }
  const letter = query.agent === 'main' ? 't' : 'i';
  const expected = Array.from({ length: 12 }, (_, i) => i).filter(isOne);
  expect(found.map(({ id }) => id).toSorted()).toEqual(
    expected.map((i) => `${letter}${i}`).toSorted(),
  );
  const order = found.map(({ startedAt, id }) => `${startedAt} ${id}`);
  expect(order).toEqual(order.toSorted().reverse());
});

test('runs have the tokens and the cost of their own messages', () => {
  const db = withRuns();
  const turn = listRuns(db, { agent: 'main' }).find(({ id }) => id === 't1');
  expect(turn).toMatchObject({ totalTokens: 2 * 4_321, costUsd: 0.25, unpricedMessages: 1 });
  expect(turn?.session?.title).toBe('first');
  const run = listRuns(db, { agent: 'Explore' }).find(({ id }) => id === 'i1');
  expect(run).toMatchObject({ totalTokens: 4_321, costUsd: null, agentId: 'a1' });
  expect(listRuns(db, { agent: null })[0]).toMatchObject({ totalTokens: 0, costUsd: 0 });
});

test.each(RUNS)('runs of %j are found along indexes', (query) => {
  const plans = plansOf((db) =>
    listRuns(db, { ...query, before: { startedAt: minute(3), id: 'x' } }),
  );
  expect(plans.filter(isFullScan)).toEqual([]);
});

test('projects are told once, the last active first, along an index', () => {
  const db = temporaryDatabase({ inMemory: true });
  const put = (id: string, projectId: string | null, lastActivityAt: string) =>
    new SessionStore(db).put(session(id, { projectId, lastActivityAt }));
  put('s1', '/p/one', minute(1));
  put('s2', '/p/two', minute(2));
  put('s3', '/p/one', minute(3));
  put('s4', null, minute(4));
  expect(listProjects(db)).toEqual([
    { projectId: '/p/one', sessions: 2, lastActivityAt: minute(3) },
    { projectId: '/p/two', sessions: 1, lastActivityAt: minute(2) },
  ]);
  expect(plansOf((fresh) => listProjects(fresh)).join()).toContain('sessions_by_project');
});
