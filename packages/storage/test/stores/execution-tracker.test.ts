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
    const read = { ...ended, qualityScore: null, tokenUsage: null };
    expect(store.getInvocations('t1')).toEqual([read]);
    expect(store.invocationsOf('s1')).toEqual([read]);
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

describe('turns of another orchestrator', () => {
  test('begin and end, with usage and metadata, without secrets', () => {
    const store = tracker();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const id = store.startTrace('/p', 'task', `do ${secret}`);
    expect(store.getTrace(id)).toMatchObject({
      projectId: '/p',
      taskId: 'task',
      prompt: 'do [REDACTED:github-pat]',
      completedAt: null,
      success: null,
      durationMs: null,
      tokenUsage: null,
      metadata: {},
    });
    const usage = { inputTokens: 3, outputTokens: 4, totalTokens: 7, cacheReadTokens: 1 };
    expect(store.completeTrace(id, true, usage, { note: secret })).toBe(true);
    const trace = store.getTrace(id);
    expect(trace).toMatchObject({
      success: true,
      tokenUsage: usage,
      metadata: { note: '[REDACTED:github-pat]' },
    });
    expect(trace?.durationMs).toBe(
      Date.parse(trace?.completedAt ?? '') - Date.parse(trace?.startedAt ?? ''),
    );
    expect(store.completeTrace(id, false)).toBe(true);
    expect(store.getTrace(id)).toMatchObject({ success: false, tokenUsage: usage });
    expect(store.completeTrace('none', true)).toBe(false);
  });

  test('have runs of agents, told at once or bit by bit', () => {
    const store = tracker();
    const traceId = store.startTrace('/p', 'task', 'x');
    const whole = store.recordInvocation({
      traceId,
      agent: 'Plan',
      startedAt: at(0),
      completedAt: at(3),
      outcome: 'success',
      qualityScore: 0.5,
      tokenUsage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    });
    expect(store.getInvocation(whole)).toMatchObject({ durationMs: 3_000, qualityScore: 0.5 });
    const id = store.recordInvocation({
      traceId,
      agent: 'Plan',
      startedAt: at(1),
      taskFragment: 'a',
    });
    expect(store.getInvocation(id)).toMatchObject({
      completedAt: null,
      outcome: null,
      durationMs: null,
    });
    expect(store.updateInvocation(id, { completedAt: at(2), outcome: 'partial' })).toBe(true);
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    expect(store.updateInvocation(id, { qualityScore: 0.25, error: secret })).toBe(true);
    expect(store.getInvocation(id)).toMatchObject({
      taskFragment: 'a',
      completedAt: at(2),
      durationMs: 1_000,
      outcome: 'partial',
      qualityScore: 0.25,
      error: '[REDACTED:github-pat]',
    });
    expect(store.updateInvocation(id, { qualityScore: null, error: null })).toBe(true);
    expect(store.getInvocation(id)).toMatchObject({
      qualityScore: null,
      error: null,
      outcome: 'partial',
    });
    expect(store.updateInvocation('none', { outcome: 'failure' })).toBe(false);
    expect(store.getInvocations(traceId).map((run) => run.id)).toEqual([whole, id]);
  });

  test('with an outcome are complete now, where no time is given', () => {
    const store = tracker();
    const done = store.recordInvocation({
      traceId: null,
      agent: 'a',
      outcome: 'success',
      durationMs: 900,
    });
    const run = store.getInvocation(done);
    expect(Date.parse(run?.completedAt ?? '') - Date.parse(run?.startedAt ?? '')).toBe(900);
    const open = store.recordInvocation({ traceId: null, agent: 'a' });
    store.updateInvocation(open, { outcome: 'failure' });
    expect(store.getInvocation(open)?.completedAt).toMatch(/Z$/);
    expect(store.getInvocation(open)?.durationMs).toBeGreaterThanOrEqual(0);
  });

  test('refuse what is no outcome, no score and no duration', () => {
    const store = tracker();
    const bad = [
      { outcome: 'good' as 'success' },
      { qualityScore: Number.NaN },
      { durationMs: -1 },
      { durationMs: 1.5 },
    ];
    for (const changes of bad) {
      const invalid = expect.objectContaining({ code: 'INVALID' });
      expect(() => store.recordInvocation({ traceId: null, agent: 'a', ...changes })).toThrow(
        invalid,
      );
      expect(() => store.updateInvocation('x', changes)).toThrow(invalid);
    }
  });
});
