import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { TokenUsage } from '../execution.js';
import type { UsagePlace } from './usage-told.js';

/**
 * Dollars, and what lies behind the point, are added as whole numbers: so the sum is the same in
 * any order of rows.
 */
const PARTS_OF_A_DOLLAR = 1_000_000_000_000;
const DOLLARS = 'CAST(cost_usd AS INTEGER)';

const SUMS = `
  SELECT count(*) AS messages,
    coalesce(sum(input_tokens), 0) AS inputTokens,
    coalesce(sum(output_tokens), 0) AS outputTokens,
    coalesce(sum(cache_read_tokens), 0) AS cacheReadTokens,
    coalesce(sum(cache_write_tokens), 0) AS cacheWriteTokens,
    count(cost_usd) AS priced,
    coalesce(sum(${DOLLARS}), 0) AS dollars,
    coalesce(sum(CAST(round((cost_usd - ${DOLLARS}) * ${PARTS_OF_A_DOLLAR}) AS INTEGER)), 0) AS parts
  FROM token_usage`;

interface Sums {
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly priced: number;
  readonly dollars: number;
  readonly parts: number;
}

/**
 * Writes what turns and subagents took, inside the caller's transaction. A turn's total holds its
 * subagents' messages. Places without a row of their own are passed over.
 */
export function refreshUsageTotals(db: SpoorDatabase, places: Iterable<UsagePlace>): void {
  const traces = new Set<string>();
  const agents = new Map<string, { sessionId: string; agentId: string }>();
  for (const { sessionId, traceId, agentId } of places) {
    if (traceId !== null) traces.add(traceId);
    if (agentId !== null) agents.set(JSON.stringify([sessionId, agentId]), { sessionId, agentId });
  }
  for (const traceId of traces) refreshTrace(db, traceId);
  for (const agent of agents.values()) refreshAgent(db, agent);
}

function refreshTrace(db: SpoorDatabase, traceId: string): void {
  const sums = db.prepare<[string], Sums>(`${SUMS} WHERE trace_id = ?`).get(traceId);
  db.prepare<object>(
    `UPDATE execution_traces SET token_usage = @usage
     WHERE id = @traceId AND token_usage IS NOT @usage`,
  ).run({ traceId, usage: usageJson(sums) });
}

function refreshAgent(db: SpoorDatabase, agent: { sessionId: string; agentId: string }): void {
  const sums = db
    .prepare<object, Sums>(`${SUMS} WHERE session_id = @sessionId AND agent_id = @agentId`)
    .get(agent);
  db.prepare<object>(
    `UPDATE agent_invocations SET token_usage = @usage
     WHERE session_id = @sessionId AND agent_id = @agentId AND token_usage IS NOT @usage`,
  ).run({ ...agent, usage: usageJson(sums) });
}

function usageJson(sums: Sums | undefined): string | null {
  if (sums === undefined || sums.messages === 0) return null;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = sums;
  const usage: TokenUsage = {
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    totalTokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
    costUsd: sums.priced < sums.messages ? null : sums.dollars + sums.parts / PARTS_OF_A_DOLLAR,
  };
  return JSON.stringify(usage);
}
