import type { JsonObject } from '@spoor/core';
import type { Invocation, TokenUsage, Trace } from './execution.js';

/** A turn's columns under the names of its type. */
export const TRACE_COLUMNS = `id, project_id AS projectId, task_id AS taskId, prompt,
  started_at AS startedAt, completed_at AS completedAt, success, duration_ms AS durationMs,
  token_usage AS tokenUsage, metadata, origin`;

/** A run's columns under the names of its type. */
export const INVOCATION_COLUMNS = `id, trace_id AS traceId, session_id AS sessionId,
  agent_id AS agentId, agent, parent_agent_id AS parentAgentId, tool_use_id AS toolUseId,
  task_fragment AS taskFragment, started_at AS startedAt, completed_at AS completedAt,
  duration_ms AS durationMs, outcome, quality_score AS qualityScore, token_usage AS tokenUsage,
  output_summary AS outputSummary, error, transcript_path AS transcriptPath, origin, model, depth`;

/** A turn as its table holds it. */
export type TraceRow = Omit<Trace, 'success' | 'tokenUsage' | 'metadata'> & {
  success: 0 | 1 | null;
  tokenUsage: string | null;
  metadata: string;
};

/** A run as its table holds it. */
export type InvocationRow = Omit<Invocation, 'tokenUsage'> & { tokenUsage: string | null };

/** A turn with its JSON parsed. */
export function traceOf(row: TraceRow): Trace {
  return {
    ...row,
    success: row.success === null ? null : row.success === 1,
    tokenUsage: usageOf(row.tokenUsage),
    metadata: JSON.parse(row.metadata) as JsonObject,
  };
}

/** A run with its JSON parsed. */
export function invocationOf(row: InvocationRow): Invocation {
  return { ...row, tokenUsage: usageOf(row.tokenUsage) };
}

function usageOf(json: string | null): TokenUsage | null {
  return json === null ? null : (JSON.parse(json) as TokenUsage);
}
