import { isoTime } from '@spoor/core';
import { describe, expect, test } from 'vitest';
import { ExecutionTracker, SessionStore, ToolCallStore } from '../../src/index.js';
import { call, session } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

const DAY = 86_400_000;
const ago = (days: number) => isoTime(Date.now() - days * DAY);

function setUp() {
  const db = temporaryDatabase({ inMemory: true });
  return { db, tracker: new ExecutionTracker(db), calls: new ToolCallStore(db) };
}

describe('figures of an agent', () => {
  test('are those of its invocations', () => {
    const { tracker } = setUp();
    const traceId = tracker.startTrace('/p', 't', 'x');
    const run = { traceId, agent: 'Plan' };
    const tokenUsage = { inputTokens: 60, outputTokens: 40, totalTokens: 100 };
    tracker.recordInvocation({
      ...run,
      outcome: 'success',
      qualityScore: 0.9,
      durationMs: 100,
      tokenUsage,
    });
    tracker.recordInvocation({ ...run, outcome: 'success', qualityScore: 0.8, durationMs: 300 });
    tracker.recordInvocation({ ...run, outcome: 'failure', durationMs: 200 });
    tracker.recordInvocation({ traceId, agent: 'Other', outcome: 'failure' });
    const metrics = tracker.getAgentMetrics('Plan');
    expect(metrics).toEqual({
      agent: 'Plan',
      totalInvocations: 3,
      finished: 3,
      successes: 2,
      failures: 1,
      successRate: 2 / 3,
      failureRate: 1 / 3,
      avgQualityScore: expect.closeTo(0.85, 10),
      avgTokensPerInvocation: 100,
      totalTokens: 100,
      avgDurationMs: 200,
      p50DurationMs: 200,
      p95DurationMs: 300,
      p99DurationMs: 300,
    });
    expect(tracker.listAgentMetrics().map(({ agent }) => agent)).toEqual(['Plan', 'Other']);
    expect(tracker.listAgentMetrics()[0]).toEqual(metrics);
  });

  test('leave out of the rates what has no outcome, and say null where nothing is known', () => {
    const { tracker } = setUp();
    expect(tracker.getAgentMetrics('none')).toMatchObject({
      totalInvocations: 0,
      successRate: null,
      failureRate: null,
      avgQualityScore: null,
      avgTokensPerInvocation: null,
      avgDurationMs: null,
      p99DurationMs: null,
      totalTokens: 0,
    });
    for (const outcome of ['success', 'partial', 'escalated', 'failure', null] as const) {
      tracker.recordInvocation({ traceId: null, agent: 'a', outcome });
    }
    expect(tracker.getAgentMetrics('a')).toMatchObject({
      totalInvocations: 5,
      finished: 4,
      successRate: 0.25,
      failureRate: 0.25,
    });
  });

  test('are those of the last days, and of a project', () => {
    const { db, tracker } = setUp();
    new SessionStore(db).put(session('s1', { projectId: '/mine' }));
    const ofTrace = tracker.startTrace('/theirs', 't', 'x');
    tracker.recordInvocation({ traceId: null, sessionId: 's1', agent: 'a', startedAt: ago(2) });
    tracker.recordInvocation({ traceId: ofTrace, sessionId: 's1', agent: 'a', startedAt: ago(10) });
    tracker.recordInvocation({ traceId: null, agent: 'a', startedAt: ago(40) });
    const count = (days?: number) => tracker.getAgentMetrics('a', days).totalInvocations;
    expect([count(), count(5), count(50)]).toEqual([2, 1, 3]);
    const ofProject = (projectId: string) =>
      tracker.listAgentMetrics({ projectId }).map((row) => row.totalInvocations);
    expect([ofProject('/mine'), ofProject('/theirs'), ofProject('/none')]).toEqual([[1], [1], []]);
    expect(() => tracker.listAgentMetrics({ days: 0 })).toThrow(
      expect.objectContaining({ code: 'INVALID' }),
    );
  });
});

describe('figures of tools', () => {
  test('are those of their calls', () => {
    const { db, tracker, calls } = setUp();
    new SessionStore(db).put(session('s1', { projectId: '/mine' }));
    const start = ago(1);
    for (let i = 1; i <= 100; i++) {
      const status = i <= 90 ? 'success' : i <= 95 ? 'failure' : i <= 97 ? 'denied' : 'running';
      calls.put(call(`c${i}`, { status, durationMs: i <= 97 ? i : null, startedAt: start }));
    }
    calls.put(
      call('read', { sessionId: 's2', toolName: 'Read', status: 'cancelled', startedAt: start }),
    );
    calls.put(
      call('odd', { sessionId: 's2', toolName: null, status: 'unknown', startedAt: start }),
    );
    calls.put(call('old', { toolName: 'Old', status: 'success', startedAt: ago(31) }));
    const bash = {
      tool: 'Bash',
      totalCalls: 100,
      finished: 97,
      successes: 90,
      failures: 5,
      successRate: 90 / 97,
      failureRate: 5 / 97,
      denied: 2,
      cancelled: 0,
      avgDurationMs: 49,
      p50DurationMs: 49,
      p95DurationMs: 93,
      p99DurationMs: 97,
    };
    const all = tracker.getToolMetrics();
    expect(all[0]).toEqual(bash);
    expect(all.slice(1)).toMatchObject([
      { tool: null, totalCalls: 1, finished: 0, successRate: null, p50DurationMs: null },
      { tool: 'Read', totalCalls: 1, finished: 1, cancelled: 1, successRate: 0 },
    ]);
    expect(tracker.getToolMetrics({ tool: 'Bash' })).toEqual([bash]);
    expect(tracker.getToolMetrics({ tool: 'none' })).toEqual([]);
    expect(tracker.getToolMetrics({ projectId: '/mine' })).toEqual([bash]);
    expect(tracker.getToolMetrics({ projectId: '/mine', tool: 'Read' })).toEqual([]);
    expect(tracker.getToolMetrics({ days: 60 }).map(({ tool }) => tool)).toContain('Old');
  });
});

describe('figures of days', () => {
  test('are those of what started on them', () => {
    const { db, tracker, calls } = setUp();
    new SessionStore(db).put(session('s1', { projectId: '/mine' }));
    const days = [ago(3).slice(0, 10), ago(1).slice(0, 10)] as const;
    const times = days.flatMap((day) => [`${day}T00:00:00.000Z`, `${day}T23:59:59.999Z`]);
    for (const [i, startedAt] of times.entries()) {
      calls.put(call(`c${i}`, { startedAt, status: 'success', durationMs: 10 * i }));
      calls.put(call(`d${i}`, { sessionId: 's2', startedAt, status: 'failure', toolName: 'Read' }));
      tracker.putTrace({
        id: `t${i}`,
        projectId: '/mine',
        taskId: 's1',
        prompt: null,
        startedAt,
        completedAt: null,
        success: i === 0 ? 0 : null,
        durationMs: 5,
        origin: 'hook',
        facts: '{}',
      });
    }
    tracker.recordInvocation({
      traceId: 't3',
      agent: 'a',
      startedAt: times[3],
      outcome: 'success',
      tokenUsage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    });
    const daily = tracker.getDailyMetrics();
    expect(daily.map(({ day }) => day)).toEqual(days);
    expect(daily[0]).toMatchObject({
      turns: { count: 2, finished: 1, failureRate: 1, avgDurationMs: 5 },
      toolCalls: { count: 4, successes: 2, failures: 2, p50DurationMs: 0, p99DurationMs: 10 },
      subagents: { count: 0, successRate: null, totalTokens: 0 },
    });
    expect(daily[1]?.subagents).toMatchObject({ count: 1, successRate: 1, totalTokens: 2 });
    const mine = tracker.getDailyMetrics({ projectId: '/mine' });
    expect(mine.map(({ toolCalls }) => toolCalls.count)).toEqual([2, 2]);
    expect(mine.map(({ turns }) => turns.count)).toEqual([2, 2]);
    expect(mine.map(({ subagents }) => subagents.count)).toEqual([0, 1]);
    expect(tracker.getDailyMetrics({ projectId: '/none' })).toEqual([]);
  });
});
