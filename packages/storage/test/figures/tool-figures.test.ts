import { expect, test } from 'vitest';
import { SessionStore, SpoorDatabase, ToolCallStore, toolFigures } from '../../src/index.js';
import { call, session } from '../support/records.js';
import { minute, numbers, putUsage, usage } from '../support/usage-rows.js';

const TOOLS = ['Bash', 'Read', 'mcp__github__get', 'mcp__github__put', 'mcp__a_b__c', null];
const STATUSES = ['success', 'success', 'failure', 'denied', 'cancelled', 'running'] as const;

/** Calls of two sessions; some messages ask for several, some calls name no message. */
function world() {
  const db = new SpoorDatabase({ inMemory: true });
  const next = numbers(11);
  const messages = Array.from({ length: 60 }, (_, i) =>
    usage(`m${i}`, {
      sessionId: i % 2 === 0 ? 's1' : 's2',
      outputTokens: next(500),
      costUsd: i % 9 === 0 ? null : next(100) / 16,
      timestamp: minute(i * 10),
    }),
  );
  const calls = Array.from({ length: 200 }, (_, i) => {
    const message = i % 10 === 0 ? undefined : messages[next(messages.length)];
    return call(`c${i}`, {
      sessionId: message?.sessionId ?? 's1',
      messageId: message?.messageId ?? null,
      toolName: TOOLS[next(TOOLS.length)] ?? null,
      status: STATUSES[next(STATUSES.length)] ?? 'running',
      startedAt: message?.timestamp ?? minute(i),
      durationMs: i % 7 === 0 ? null : next(10_000),
      resultBytes: i % 5 === 0 ? null : next(90_000),
    });
  });
  new SessionStore(db).put(session('s1', { projectId: '/p/one' }));
  new SessionStore(db).put(session('s2', { projectId: '/p/two' }));
  putUsage(db.getDb(), ...messages);
  for (const row of calls) new ToolCallStore(db).put(row);
  return { db, messages, calls };
}

type World = ReturnType<typeof world>;

/** What a plain count gives for the calls of one key. */
function counted({ messages, calls }: World, own: World['calls']) {
  const durations = own.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b);
  const rank = (percent: number) =>
    durations[Math.ceil((durations.length * percent) / 100) - 1] ?? null;
  let tokens = 0;
  let cost = 0;
  let priced = 0;
  let unpricedCalls = 0;
  let bytes = 0;
  for (const { messageId, resultBytes } of own) {
    bytes += resultBytes ?? 0;
    if (messageId === null) continue;
    const siblings = calls.filter((other) => other.messageId === messageId).length;
    const message = messages.find((m) => m.messageId === messageId);
    tokens += (message?.outputTokens ?? 0) / siblings;
    cost += (message?.costUsd ?? 0) / siblings;
    if (message?.costUsd === null) unpricedCalls += 1;
    else priced += 1;
  }
  const count = (status: string) => own.filter((row) => row.status === status).length;
  const finished = own.length - count('running');
  return {
    calls: own.length,
    finished,
    successes: count('success'),
    failures: count('failure'),
    denied: count('denied'),
    cancelled: count('cancelled'),
    failureRate: finished === 0 ? null : count('failure') / finished,
    deniedRate: finished === 0 ? null : count('denied') / finished,
    p50DurationMs: rank(50),
    p95DurationMs: rank(95),
    totalDurationMs: durations.reduce((sum, value) => sum + value, 0),
    outputTokens: Math.round(tokens),
    costUsd: unpricedCalls > 0 && priced === 0 ? null : expect.closeTo(cost, 9),
    unpricedCalls,
    resultBytes: bytes,
  };
}

const all = world();

test('figures of tools are what a plain count gives, the most used first', () => {
  const figures = toolFigures(all.db, {});
  expect(figures.map(({ key }) => key).toSorted()).toEqual([...TOOLS].toSorted());
  expect(figures.map(({ calls }) => calls)).toEqual(
    figures.map(({ calls }) => calls).toSorted((a, b) => b - a),
  );
  for (const { key, ...rest } of figures) {
    const own = all.calls.filter(({ toolName }) => toolName === key);
    expect(rest).toMatchObject(counted(all, own));
  }
});

test.each([
  [
    'a project',
    { projectId: '/p/two' },
    ({ sessionId }: { sessionId: string }) => sessionId === 's2',
  ],
  ['a session', { sessionId: 's1' }, ({ sessionId }: { sessionId: string }) => sessionId === 's1'],
  [
    'a range',
    { from: minute(100), until: minute(333) },
    ({ startedAt }: { startedAt: string | null }) =>
      startedAt !== null && startedAt >= minute(100) && startedAt < minute(333),
  ],
] as const)('of %s', (_, query, isChosen) => {
  const figures = toolFigures(all.db, query);
  const chosen = all.calls.filter((row) => isChosen(row));
  expect(figures.reduce((sum, { calls }) => sum + calls, 0)).toBe(chosen.length);
  for (const { key, ...rest } of figures) {
    expect(rest).toMatchObject(
      counted(
        all,
        chosen.filter((row) => row.toolName === key),
      ),
    );
  }
});

test('the tools of a server stand together, and those of none', () => {
  const figures = toolFigures(all.db, { by: 'server' });
  const of = (pattern: RegExp) => all.calls.filter((row) => pattern.test(row.toolName ?? ''));
  expect(new Map(figures.map(({ key, ...rest }) => [key, rest]))).toMatchObject(
    new Map([
      [null, counted(all, of(/^(?!mcp)/))],
      ['github', counted(all, of(/github/))],
      ['a_b', counted(all, of(/a_b/))],
    ]),
  );
});
