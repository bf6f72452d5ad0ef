import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** What one message of the API took, and in what. */
export interface UsageStep {
  readonly at: IsoTime;
  /** The turn that it belongs to. */
  readonly traceId: string | null;
  /** The subagent that it was for; null for the main agent. */
  readonly agentId: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** US dollars; null when its price is not known. */
  readonly costUsd: number | null;
}

/** What a session took, message by message in the order of time. */
export function readUsageSteps(db: SpoorDatabase, sessionId: string): UsageStep[] {
  return db
    .prepare<[string], UsageStep>(
      `SELECT timestamp AS at, trace_id AS traceId, agent_id AS agentId,
         input_tokens AS inputTokens, output_tokens AS outputTokens,
         cache_read_tokens AS cacheReadTokens, cache_write_tokens AS cacheWriteTokens,
         cost_usd AS costUsd
       FROM token_usage WHERE session_id = ? ORDER BY timestamp, message_id`,
    )
    .all(sessionId);
}
