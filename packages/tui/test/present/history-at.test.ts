import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyAt } from '../../src/present/history-at.js';
import { momentAt, momentsOf } from '../../src/present/history-moments.js';
import { timelineOf } from '../../src/present/timeline.js';
import { contextAt } from '../../src/present/usage-until.js';
import { at, START } from '../app/records.js';
import { agent, anyHistory, anySteps, call, history, turn } from '../app/session/histories.js';

const ms = (second: number) => START + second * 1_000;

const outline = (of: Parameters<typeof timelineOf>[0]) =>
  timelineOf(of).map(({ key, status }) => `${key} ${status}`);

const SESSION = history(
  {
    turns: [turn('t1', 0)],
    toolCalls: [
      call('a', 1),
      call('b', 1.5, { status: 'failure', error: 'no', durationMs: 2_000, completedAt: at(3.5) }),
      call('inner', 5, { agentId: 'x' }),
    ],
    subagents: [agent('x', 4)],
  },
  { status: 'ended', endReason: 'exit', turns: 1, toolCalls: 3, failedCalls: 1, subagents: 1 },
);

describe('a session as it was', () => {
  it.each([
    [-1, []],
    [0, ['turn:t1 running']],
    [1, ['turn:t1 running', 'call:a running']],
    [1.5, ['turn:t1 running', 'call:a running', 'call:b running']],
    [2, ['turn:t1 running', 'call:a success', 'call:b running']],
    [4, ['turn:t1 running', 'call:a success', 'call:b failure', 'agent:x running']],
  ])('%d seconds after its start', (second, lines) => {
    expect(outline(historyAt(SESSION, ms(second)))).toEqual(lines);
  });

  it('counts what there was, and says nothing of what came later', () => {
    const then = historyAt(SESSION, ms(2));
    expect(then.session).toMatchObject({
      status: 'active',
      endReason: null,
      durationMs: 2_000,
      toolCalls: 2,
      runningCalls: 1,
      failedCalls: 0,
      subagents: 0,
    });
    expect(then.toolCalls[1]).toMatchObject({ error: null, durationMs: null, completedAt: null });
  });

  it('is the whole from its last moment on', () => {
    fc.assert(
      fc.property(anyHistory, anySteps, (whole, steps) => {
        const last = momentsOf(whole).at(-1)?.ms ?? 0;
        expect(historyAt(whole, last, steps)).toBe(whole);
      }),
    );
  });

  it('loses nothing that was there, and lets nothing run again that had ended', () => {
    fc.assert(
      fc.property(anyHistory, anySteps, (whole, steps) => {
        let before = new Map<string, string | null>();
        for (const moment of momentsOf(whole)) {
          const then = historyAt(whole, moment.ms, steps);
          const now = new Map(timelineOf(then).map(({ key, status }) => [key, status]));
          for (const [key, status] of before) {
            // The group of what was outside any turn empties when its turn begins.
            if (key !== 'outside') expect(now.has(key)).toBe(true);
            if (key.startsWith('call:') && status !== 'running') expect(now.get(key)).toBe(status);
          }
          before = now;
        }
      }),
    );
  });

  it('never took fewer tokens than before', () => {
    fc.assert(
      fc.property(anyHistory, anySteps, (whole, steps) => {
        let before = 0;
        for (const { ms: time } of momentsOf(whole)) {
          const then = historyAt(whole, time, steps);
          if (then === whole) break;
          expect(then.session.usage.messages).toBeGreaterThanOrEqual(before);
          before = then.session.usage.messages;
        }
      }),
    );
  });
});

describe('what was taken by a moment', () => {
  const step = (second: number, agentId: string | null, inputTokens: number) => ({
    at: at(second),
    traceId: 't1',
    agentId,
    inputTokens,
    outputTokens: 10,
    cacheReadTokens: 1_000,
    cacheWriteTokens: 5,
    costUsd: second === 2 ? null : 0.5,
  });
  const steps = [step(1, null, 1), step(2, 'x', 2), step(3, null, 4), step(90, null, 8)];

  it('is that of the messages until then, by session, turn and subagent', () => {
    const then = historyAt(SESSION, ms(4), steps);
    expect(then.session.usage).toEqual({
      messages: 3,
      inputTokens: 7,
      outputTokens: 30,
      cacheReadTokens: 3_000,
      cacheWriteTokens: 15,
      costUsd: 1,
      unpriced: 1,
    });
    expect(then.turns[0]?.tokenUsage).toMatchObject({ totalTokens: 3_052, costUsd: null });
    expect(then.subagents[0]?.tokenUsage).toMatchObject({ totalTokens: 1_017, inputTokens: 2 });
  });

  it.each([
    [0, null],
    [1, 1_006],
    [2, 1_006],
    [3, 1_009],
  ])('the context of the main agent after %i seconds', (second, tokens) => {
    expect(contextAt({ steps, compactions: [] }, ms(second))).toBe(tokens);
  });

  it.each([
    [0, null],
    [1, 1_006],
    [2, 40],
    [3, 1_009],
    [4, null],
  ])('the context of the main agent after %i seconds, where it was compacted', (second, tokens) => {
    const compactions = [
      { at: at(0), tokens: 50 },
      { at: at(2), tokens: 40 },
      { at: at(4), tokens: null },
    ];
    expect(contextAt({ steps, compactions }, ms(second))).toBe(tokens);
  });
});

describe('moments', () => {
  it('are those at which anything began or ended, each once', () => {
    const found = momentsOf(SESSION).map(({ ms: time, key, what, others }) => [
      (time - START) / 1_000,
      `${key} ${what} ${others}`,
    ]);
    expect(found).toEqual([
      [0, 'turn:t1 began 0'],
      [1, 'call:a began 0'],
      [1.5, 'call:b began 0'],
      [2, 'call:a ended 0'],
      [3.5, 'call:b ended 0'],
      [4, 'agent:x began 0'],
      [5, 'call:inner began 0'],
      [6, 'call:inner ended 1'],
      [10, 'turn:t1 ended 0'],
    ]);
  });

  it.each([
    [-1, -1],
    [0, 0],
    [1.2, 1],
    [6, 7],
    [99, 8],
  ])('the last until %d seconds is number %i', (second, index) => {
    expect(momentAt(momentsOf(SESSION), ms(second))).toBe(index);
  });
});
