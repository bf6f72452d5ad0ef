import { describe, expect, test } from 'vitest';
import { ExecutionTracker } from '../../src/index.js';
import { at } from '../support/events.js';
import { invocation, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

const tracker = () => new ExecutionTracker(temporaryDatabase({ inMemory: true }));

describe('turns', () => {
  test('are written, read, and written over', () => {
    const store = tracker();
    expect([store.getTrace('t1'), store.traceFacts('t1')]).toEqual([null, null]);
    store.putTrace(trace('t1'));
    expect(store.getTrace('t1')).toMatchObject({ success: null, completedAt: null });
    const ended = { completedAt: at(2), durationMs: 2_000, facts: '{"n":1}' };
    store.putTrace(trace('t1', { ...ended, success: 1 }));
    expect(store.getTrace('t1')).toMatchObject({ success: true, durationMs: 2_000 });
    store.putTrace(trace('t1', { ...ended, success: 0 }));
    expect(store.getTrace('t1')?.success).toBe(false);
    expect(store.traceFacts('t1')).toBe('{"n":1}');
  });

  test('are listed by their start', () => {
    const store = tracker();
    for (let i = 0; i < 25; i++) {
      store.putTrace(trace(`t${i}`, { startedAt: at((i * 7) % 25), projectId: `/p${i % 2}` }));
    }
    const started = store.tracesOf('s1').map((turn) => turn.startedAt);
    expect(started).toEqual([...started].sort());
    expect(started).toHaveLength(25);
    const recent = store.getRecentTraces('/p0', 5).map((turn) => turn.startedAt);
    expect(recent).toEqual([...recent].sort().reverse());
    expect([recent.length, store.getRecentTraces('/p0').length]).toEqual([5, 13]);
    expect(store.getRecentTraces('/none')).toEqual([]);
  });

  test('have their prompts in the order of their capture, each once', () => {
    const store = tracker();
    store.putTrace(trace('t1'));
    store.addPrompt({ eventId: 'b', traceId: 't1', capturedAt: at(2), text: 'second' });
    store.addPrompt({ eventId: 'a', traceId: 't1', capturedAt: at(1), text: 'first' });
    store.addPrompt({ eventId: 'a', traceId: 't1', capturedAt: at(1), text: 'again' });
    expect(store.promptsOf('t1')).toEqual(['first', 'second']);
    expect(store.promptBefore('s1', at(2))).toBe('first');
    expect(store.promptBefore('s1', at(3))).toBe('second');
    expect(store.promptBefore('s1', at(1))).toBeNull();
    expect(store.promptBefore('s2', at(3))).toBeNull();
  });
});

describe('subagents', () => {
  test('are written, read, and written over', () => {
    const store = tracker();
    expect(store.invocationFacts('i1')).toBeNull();
    store.putInvocation(invocation('i1'));
    const { facts, ...ended } = invocation('i1', { outcome: 'success', completedAt: at(3) });
    store.putInvocation({ ...ended, facts });
    expect(store.getInvocations('t1')).toEqual([ended]);
    expect(store.invocationsOf('s1')).toEqual([ended]);
    expect(store.invocationFacts('i1')).toBe(facts);
  });

  test('are open until they have an end of their own', () => {
    const store = tracker();
    for (const outcome of ['success', 'failure', 'partial', null] as const) {
      store.putInvocation(invocation(`i-${outcome}`, { outcome }));
    }
    const open = store.openInvocations('s1').map(({ id }) => id);
    expect(open.sort()).toEqual(['i-null', 'i-partial']);
  });

  test('are one for a session and an agent id', () => {
    const store = tracker();
    store.putInvocation(invocation('i1', { agentId: 'a' }));
    expect(() => store.putInvocation(invocation('i2', { agentId: 'a' }))).toThrow(/UNIQUE/);
    store.putInvocation(invocation('i3', { agentId: null }));
    store.putInvocation(invocation('i4', { agentId: null }));
    expect(store.invocationsOf('s1')).toHaveLength(3);
  });
});
