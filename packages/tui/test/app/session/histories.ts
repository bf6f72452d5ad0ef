import type { Invocation, SessionHistory, ToolCall, Trace, UsageStep } from '@spoor/storage';
import fc from 'fast-check';
import { overview } from '../overviews.js';
import { at } from '../records.js';

/** A turn that is over, begun so many seconds after the start. */
export function turn(id: string, second: number, more: Partial<Trace> = {}): Trace {
  return {
    id,
    projectId: null,
    taskId: 's',
    prompt: `prompt of ${id}`,
    startedAt: at(second),
    completedAt: at(second + 10),
    success: true,
    durationMs: 10_000,
    tokenUsage: null,
    metadata: {},
    origin: 'hook',
    ...more,
  };
}

/** A call of a second in the turn `t1`. */
export function call(toolUseId: string, second: number, more: Partial<ToolCall> = {}): ToolCall {
  return {
    sessionId: 's',
    toolUseId,
    traceId: 't1',
    agentId: null,
    toolName: 'Bash',
    summary: `about ${toolUseId}`,
    filePath: null,
    status: 'success',
    startedAt: at(second),
    completedAt: at(second + 1),
    durationMs: 1_000,
    error: null,
    origin: 'hook',
    messageId: null,
    resultBytes: null,
    ...more,
  };
}

/** A call that has not ended. */
export function running(toolUseId: string, second: number, more: Partial<ToolCall> = {}): ToolCall {
  return call(toolUseId, second, {
    status: 'running',
    completedAt: null,
    durationMs: null,
    ...more,
  });
}

/** A subagent of two seconds in the turn `t1`. */
export function agent(agentId: string, second: number, more: Partial<Invocation> = {}): Invocation {
  return {
    id: `run-${agentId}`,
    traceId: 't1',
    sessionId: 's',
    agentId,
    agent: 'Explore',
    parentAgentId: null,
    toolUseId: null,
    taskFragment: null,
    startedAt: at(second),
    completedAt: at(second + 2),
    durationMs: 2_000,
    outcome: 'success',
    qualityScore: null,
    tokenUsage: null,
    outputSummary: null,
    error: null,
    transcriptPath: null,
    origin: 'hook',
    model: null,
    depth: null,
    ...more,
  };
}

/** A session of parts. */
export function history(
  parts: Partial<Omit<SessionHistory, 'session'>>,
  session: Partial<SessionHistory['session']> = {},
): SessionHistory {
  return {
    session: overview('s', session),
    turns: [],
    toolCalls: [],
    subagents: [],
    ...parts,
  };
}

/** A session as one may be recorded: with parts of which little is known, and hostile texts. */
export const anyHistory: fc.Arbitrary<SessionHistory> = fc
  .record({
    status: fc.constantFrom('active', 'waiting', 'idle', 'ended', 'abandoned'),
    turns: fc.uniqueArray(anyTurn(), { maxLength: 5, selector: ({ id }) => id }),
    toolCalls: fc.uniqueArray(anyCall(), { maxLength: 25, selector: (c) => c.toolUseId }),
    subagents: fc.uniqueArray(anyAgent(), { maxLength: 5, selector: ({ id }) => id }),
  })
  .map(({ status, ...parts }) =>
    history(
      { ...parts, turns: parts.turns.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)) },
      {
        status,
        turns: parts.turns.length,
        toolCalls: parts.toolCalls.length,
        subagents: parts.subagents.length,
      },
    ),
  );

/** Messages of the turns and subagents of such a session. */
export const anySteps: fc.Arbitrary<UsageStep[]> = fc
  .array(
    fc.record({
      at: fc.nat({ max: 90 }).map((second) => at(second)),
      traceId: fc.constantFrom(null, 't0', 't1'),
      agentId: fc.constantFrom(null, 'a0', 'a1'),
      inputTokens: fc.nat({ max: 1e6 }),
      outputTokens: fc.nat({ max: 1e6 }),
      cacheReadTokens: fc.nat({ max: 1e6 }),
      cacheWriteTokens: fc.nat({ max: 1e6 }),
      costUsd: fc.option(fc.constantFrom(0, 0.5, 2)),
    }),
    { maxLength: 12 },
  )
  .map((steps) => steps.toSorted((a, b) => (a.at < b.at ? -1 : 1)));

function anyTurn(): fc.Arbitrary<Trace> {
  return fc
    .tuple(fc.nat({ max: 4 }), anyTimes(), anyText())
    .map(([n, { second, length }, prompt]) =>
      turn(`t${n}`, second, {
        prompt,
        success: length === null ? null : length % 3 > 0,
        ...ending(second, length),
      }),
    );
}

function anyCall(): fc.Arbitrary<ToolCall> {
  return fc
    .tuple(
      fc.nat({ max: 40 }),
      anyTimes(),
      anyText(),
      fc.constantFrom('success', 'failure', 'denied', 'cancelled', 'unknown'),
      fc.constantFrom(null, 't0', 't1', 't2', 'none'),
      fc.constantFrom(null, null, 'a0', 'a1'),
      fc.nat({ max: 9 }),
    )
    .map(([n, { second, length }, summary, status, traceId, agentId, untold]) =>
      call(`c${n}`, second, {
        traceId,
        agentId,
        summary,
        toolName: untold === 0 ? null : 'Agent',
        status: length === null && untold > 1 ? 'running' : (status as ToolCall['status']),
        error: status === 'failure' ? summary : null,
        ...ending(second, length),
        ...(untold > 1 && untold < 5 ? { startedAt: ODD_TIMES[untold - 2] ?? null } : {}),
      }),
    );
}

const ODD_TIMES = [null, 'no time', '+275760-09-13T00:00:00.000Z'];

function anyAgent(): fc.Arbitrary<Invocation> {
  return fc
    .tuple(fc.nat({ max: 3 }), anyTimes(), fc.constantFrom(null, 'c1', 'c2', 'c3'), anyText())
    .map(([n, { second, length }, toolUseId, taskFragment]) =>
      agent(`a${n}`, second, {
        toolUseId,
        taskFragment,
        outcome: length === null ? null : 'success',
        ...ending(second, length),
      }),
    );
}

function anyTimes() {
  return fc.record({ second: fc.nat({ max: 60 }), length: fc.option(fc.nat({ max: 30 })) });
}

function ending(second: number, length: number | null) {
  return length === null
    ? { completedAt: null, durationMs: null }
    : { completedAt: at(second + length), durationMs: length * 1_000 };
}

function anyText(): fc.Arbitrary<string | null> {
  return fc.option(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('\u001b[2J', '翻訳ファイルを', 'a\u202eb', '👩‍👩‍👧', 'x'.repeat(5_000), ''),
    ),
  );
}
