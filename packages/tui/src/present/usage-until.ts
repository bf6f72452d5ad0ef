import type { ContextFill, SessionUsage, TokenUsage, UsageStep } from '@spoor/storage';

/** What a session took, message by message, and what its compactions left of its context. */
export interface UsageTold {
  readonly steps: readonly UsageStep[];
  readonly compactions: readonly ContextFill[];
}

/** What a session had taken by a time, and of that its turns and its subagents. */
export interface UsageUntil {
  readonly all: SessionUsage;
  readonly byTurn: ReadonlyMap<string, TokenUsage>;
  readonly byAgent: ReadonlyMap<string, TokenUsage>;
}

/** Adds up what messages took until a time. */
export function usageUntil(steps: readonly UsageStep[], timeMs: number): UsageUntil {
  const byTurn = new Map<string, TokenUsage>();
  const byAgent = new Map<string, TokenUsage>();
  let all = NONE;
  for (const step of steps) {
    if (Date.parse(step.at) > timeMs) continue;
    all = plus(all, step);
    if (step.traceId !== null) byTurn.set(step.traceId, added(byTurn.get(step.traceId), step));
    if (step.agentId !== null) byAgent.set(step.agentId, added(byAgent.get(step.agentId), step));
  }
  return { all, byTurn, byAgent };
}

/**
 * How full the context of the main agent was at a time: by its last message until then, or by what a
 * compaction has left since; null before its first answer.
 */
export function contextAt({ steps, compactions }: UsageTold, timeMs: number): number | null {
  const last = steps.findLast(({ at, agentId }) => agentId === null && Date.parse(at) <= timeMs);
  if (last === undefined) return null;
  const compacted = compactions.findLast(({ at }) => Date.parse(at) <= timeMs);
  return compacted !== undefined && compacted.at > last.at
    ? compacted.tokens
    : last.inputTokens + last.cacheReadTokens + last.cacheWriteTokens;
}

const NONE: SessionUsage = {
  messages: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costUsd: null,
  unpriced: 0,
};

function plus(sum: SessionUsage, step: UsageStep): SessionUsage {
  const { costUsd } = step;
  return {
    messages: sum.messages + 1,
    inputTokens: sum.inputTokens + step.inputTokens,
    outputTokens: sum.outputTokens + step.outputTokens,
    cacheReadTokens: sum.cacheReadTokens + step.cacheReadTokens,
    cacheWriteTokens: sum.cacheWriteTokens + step.cacheWriteTokens,
    costUsd: costUsd === null ? sum.costUsd : (sum.costUsd ?? 0) + costUsd,
    unpriced: sum.unpriced + (costUsd === null ? 1 : 0),
  };
}

/** As turns and subagents keep their sums: the cost is known when all of it is. */
function added(sum: TokenUsage | undefined, step: UsageStep): TokenUsage {
  const before = sum ?? { inputTokens: 0, outputTokens: 0, totalTokens: 0, costUsd: 0 };
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costUsd } = step;
  const known = before.costUsd ?? null;
  return {
    inputTokens: before.inputTokens + inputTokens,
    outputTokens: before.outputTokens + outputTokens,
    cacheReadTokens: (before.cacheReadTokens ?? 0) + cacheReadTokens,
    cacheWriteTokens: (before.cacheWriteTokens ?? 0) + cacheWriteTokens,
    totalTokens:
      before.totalTokens + inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
    costUsd: known === null || costUsd === null ? null : known + costUsd,
  };
}
