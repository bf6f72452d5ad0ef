import { describe, expect, test } from 'vitest';
import { HookExecutionLog } from '../../src/index.js';
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
