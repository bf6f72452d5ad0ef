import type {
  Invocation,
  SessionHistory,
  SessionOverview,
  ToolCall,
  Trace,
  UsageStep,
} from '@spoor/storage';
import { beganAt, endedAt } from './history-moments.js';
import { usageUntil } from './usage-until.js';

/**
 * A session as it was at a moment: what began later isn't there, what ended later runs. From its
 * last moment on it is the whole.
 * @param steps what its messages took, by the time of each.
 */
export function historyAt(
  history: SessionHistory,
  timeMs: number,
  steps: readonly UsageStep[] = [],
): SessionHistory {
  if (isWholeAt(history, timeMs)) return history;
  const usage = usageUntil(steps, timeMs);
  const turns = history.turns
    .filter((turn) => beganAt(turn) <= timeMs)
    .map((turn) => turnAt(turn, timeMs, usage.byTurn.get(turn.id) ?? null));
  const toolCalls = history.toolCalls
    .filter((call) => beganAt(call) <= timeMs)
    .map((call) => callAt(call, timeMs));
  const subagents = history.subagents
    .filter((agent) => beganAt(agent) <= timeMs)
    .map((agent) => agentAt(agent, timeMs, usage.byAgent.get(agent.agentId ?? '') ?? null));
  const parts = { turns, toolCalls, subagents };
  return { ...parts, session: { ...sessionAt(history, parts, timeMs), usage: usage.all } };
}

/** Whether nothing of a session began or ended after a moment. */
function isWholeAt({ turns, toolCalls, subagents }: SessionHistory, timeMs: number): boolean {
  return [turns, toolCalls, subagents].every((rows) =>
    rows.every((row) => beganAt(row) <= timeMs && (endedAt(row) ?? timeMs) <= timeMs),
  );
}

/** Whether something was still to end; what has no end was as it is told from its begin on. */
function runsAt(row: Trace | ToolCall | Invocation, timeMs: number): boolean {
  return (endedAt(row) ?? timeMs) > timeMs;
}

function turnAt(turn: Trace, timeMs: number, tokenUsage: Trace['tokenUsage']): Trace {
  if (!runsAt(turn, timeMs)) return { ...turn, tokenUsage };
  return { ...turn, tokenUsage, success: null, completedAt: null, durationMs: null };
}

function callAt(call: ToolCall, timeMs: number): ToolCall {
  if (!runsAt(call, timeMs)) return call;
  return {
    ...call,
    status: 'running',
    completedAt: null,
    durationMs: null,
    error: null,
    resultBytes: null,
  };
}

function agentAt(
  agent: Invocation,
  timeMs: number,
  tokenUsage: Invocation['tokenUsage'],
): Invocation {
  if (!runsAt(agent, timeMs)) return { ...agent, tokenUsage };
  return {
    ...agent,
    tokenUsage,
    outcome: null,
    completedAt: null,
    durationMs: null,
    outputSummary: null,
    error: null,
  };
}

function sessionAt(
  { session }: SessionHistory,
  { turns, toolCalls, subagents }: Omit<SessionHistory, 'session'>,
  timeMs: number,
): SessionOverview {
  const count = (status: ToolCall['status']) =>
    toolCalls.filter((call) => call.status === status).length;
  const works =
    turns.at(-1)?.completedAt === null ||
    count('running') > 0 ||
    subagents.some(({ outcome }) => outcome === null);
  return {
    ...session,
    status: works ? 'active' : 'idle',
    endedAt: null,
    endReason: null,
    durationMs: Math.max(0, timeMs - Date.parse(session.startedAt)),
    turns: turns.length,
    toolCalls: toolCalls.length,
    runningCalls: count('running'),
    failedCalls: count('failure'),
    deniedCalls: count('denied'),
    subagents: subagents.length,
  };
}
