import { describe, expect, test } from 'vitest';
import { type HookExecution, HookExecutionLog, type HookExecutionQuery } from '../../src/index.js';
import { at, event } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const log = () => new HookExecutionLog(temporaryDatabase({ inMemory: true }));

describe('the event log', () => {
  test('keeps an event once, as it was first', () => {
    const store = log();
    expect(store.append(event('a', { toolName: 'Bash' }))).toBe(true);
    expect(store.append(event('a', { toolName: 'Other' }))).toBe(false);
    expect(store.ofSession('s1')).toEqual([
      { ...event('a', { toolName: 'Bash' }), seq: 1, durationMs: null },
    ]);
  });

  test('notes what recording took, and what went wrong', () => {
    const store = log();
    store.append(event('a'));
    store.append(event('m', { status: 'malformed', errorMessage: 'no JSON', createdAt: at(1) }));
    store.finish('a', 12, 'handler failed');
    store.finish('m', 7, null);
    expect(store.ofSession('s1')).toMatchObject([
      { status: 'error', durationMs: 12, errorMessage: 'handler failed' },
      { status: 'malformed', durationMs: 7, errorMessage: 'no JSON' },
    ]);
  });

  test('tells its events in the order of their capture, and the newest', () => {
    const store = log();
    expect([store.latest(), store.latest('s1')]).toEqual([null, null]);
    store.append(event('b', { createdAt: at(2) }));
    store.append(event('c', { createdAt: at(1) }));
    store.append(event('a', { createdAt: at(2) }));
    store.append(event('x', { createdAt: at(9), sessionId: 's2' }));
    expect(store.ofSession('s1').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect([store.latest()?.id, store.latest('s1')?.id]).toEqual(['x', 'b']);
  });

  test('counts by type, most first', () => {
    const store = log();
    for (const id of ['a', 'b']) store.append(event(id, { hookType: 'Stop' }));
    store.append(event('c', { hookType: null, status: 'malformed', sessionId: null }));
    expect(store.countByType()).toEqual([
      { hookType: 'Stop', count: 2 },
      { hookType: null, count: 1 },
    ]);
  });

  test('refuses a payload that is no JSON', () => {
    expect(() => log().append(event('a', { payloadJson: '{' }))).toThrow(/CHECK/);
  });
});

describe('what breaks a tool call off', () => {
  const main = { sessionId: 's1', startedAt: at(5), promptId: 'p1', agentId: null };
  const agent = { ...main, agentId: 'a1' };

  test.each([
    ['the end of the session', main, { hookType: 'SessionEnd' }, true],
    ['the end of the session, for a subagent', agent, { hookType: 'SessionEnd' }, true],
    ["its turn's stop", main, { hookType: 'Stop', promptId: 'p1' }, true],
    ["its turn's failure", main, { hookType: 'StopFailure', promptId: 'p1' }, true],
    ["another turn's stop", main, { hookType: 'Stop', promptId: 'p2' }, false],
    [
      "a subagent's failure",
      main,
      { hookType: 'StopFailure', promptId: 'p1', agentId: 'a1' },
      false,
    ],
    ['the next prompt', main, { hookType: 'UserPromptSubmit', promptId: 'p2' }, true],
    ['its own prompt, once more', main, { hookType: 'UserPromptSubmit', promptId: 'p1' }, false],
    ["its subagent's stop", agent, { hookType: 'SubagentStop', agentId: 'a1' }, true],
    ["its subagent's failure", agent, { hookType: 'StopFailure', agentId: 'a1' }, true],
    ["another subagent's stop", agent, { hookType: 'SubagentStop', agentId: 'a2' }, false],
    ["the main agent's stop, for a subagent", agent, { hookType: 'Stop', promptId: 'p1' }, false],
    ["another session's end", main, { hookType: 'SessionEnd', sessionId: 's2' }, false],
    ['a tool event', main, { hookType: 'PostToolUse', promptId: 'p1' }, false],
  ])('%s', (_name, call, fields, ends) => {
    const store = log();
    store.append(event('before', { ...fields, createdAt: at(4) }));
    expect(store.firstEndAfter(call)).toBeNull();
    store.append(event('later', { ...fields, createdAt: at(8) }));
    store.append(event('after', { ...fields, createdAt: at(6) }));
    expect(store.firstEndAfter(call)).toBe(ends ? at(6) : null);
  });
});

describe('pages of events', () => {
  const QUERIES: HookExecutionQuery[] = [
    {},
    { sessionId: 's1' },
    { hookType: 'PreToolUse' },
    { toolName: 'Bash' },
    { hookType: 'PreToolUse', toolName: 'Read' },
    { status: 'error' },
    { status: 'malformed', startDate: at(5) },
    { status: 'success', hookType: 'Stop' },
    { startDate: at(10), endDate: at(20) },
    { hookType: 'Stop', startDate: at(10), endDate: at(20) },
    { sessionId: 's2', toolName: 'Bash', startDate: at(3), status: 'success' },
    { hookType: 'none' },
  ];

  function filledLog(): HookExecutionLog {
    const log = new HookExecutionLog(temporaryDatabase({ inMemory: true }));
    for (let i = 0; i < 120; i++) {
      const hookType = i % 10 === 0 ? null : i % 3 === 0 ? 'Stop' : 'PreToolUse';
      log.append(
        event(`e${i}`, {
          sessionId: i % 10 === 0 ? null : `s${i % 4}`,
          hookType,
          toolName: hookType !== 'PreToolUse' ? null : i % 2 === 0 ? 'Bash' : 'Read',
          status: i % 10 === 0 ? 'malformed' : i % 13 === 0 ? 'error' : 'success',
          createdAt: at((i * 17) % 30),
        }),
      );
    }
    return log;
  }

  const fits = (query: HookExecutionQuery) => (row: HookExecution) =>
    (['sessionId', 'hookType', 'toolName', 'status'] as const).every(
      (key) => query[key] === undefined || row[key] === query[key],
    ) &&
    row.createdAt >= (query.startDate ?? '') &&
    row.createdAt <= (query.endDate ?? '9');

  test.each(QUERIES)('of %j go down by seq, and up behind one', (query) => {
    const log = filledLog();
    const all = log.list({ limit: 1_000 });
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, i) => 120 - i));
    const expected = all.filter(fits(query));
    const paged: HookExecution[] = [];
    for (let page = log.list({ ...query, limit: 7 }); page.length > 0; ) {
      paged.push(...page);
      page = log.list({ ...query, limit: 7, beforeSeq: page.at(-1)?.seq });
    }
    expect(paged).toEqual(expected);
    expect(log.list({ ...query, limit: 4, offset: 2 })).toEqual(expected.slice(2, 6));
    const upwards = expected.filter(({ seq }) => seq > 60).reverse();
    expect(log.list({ ...query, afterSeq: 60, limit: 5 })).toEqual(upwards.slice(0, 5));
  });

  test('are counted by type, the most first', () => {
    const log = filledLog();
    const counts = log.countByType();
    expect(counts.map(({ hookType }) => hookType)).toEqual(['PreToolUse', 'Stop', null]);
    for (const { hookType, count } of counts) {
      expect(log.list({ limit: 200 }).filter((row) => row.hookType === hookType)).toHaveLength(
        count,
      );
    }
  });
});
