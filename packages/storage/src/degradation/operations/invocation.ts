import type { IsoTime } from '@spoor/core';
import { defineOperation } from '../write-operation.js';

/** An agent's run as it is now; told again under the same id, it takes the new content. */
export interface InvocationFields {
  /** The write's id by default. */
  readonly id?: string;
  readonly traceId?: string | null;
  readonly sessionId?: string | null;
  /** Unique in its session. */
  readonly agentId?: string | null;
  /** The agent's type. */
  readonly agent: string;
  readonly taskFragment?: string | null;
  /** The time of the call by default. */
  readonly startedAt?: IsoTime;
  readonly completedAt?: IsoTime | null;
  readonly durationMs?: number | null;
  readonly outcome?: 'success' | 'partial' | 'failure' | 'escalated' | null;
  readonly qualityScore?: number | null;
  /** Tokens by kind. */
  readonly tokenUsage?: object | null;
  readonly outputSummary?: string | null;
  readonly error?: string | null;
}

/** Runs of any orchestrator's agents. */
export const invocationOperations = {
  'invocation.save': defineOperation({
    keep: (run: InvocationFields, { id, at }) => ({ id, startedAt: at, ...run }),
    apply: (db, given) => {
      const run = { ...EMPTY, ...given };
      db.prepare<object>(
        `INSERT INTO agent_invocations (id, trace_id, session_id, agent_id, agent, task_fragment,
           started_at, completed_at, duration_ms, outcome, quality_score, token_usage,
           output_summary, error)
         VALUES (@id, @traceId, @sessionId, @agentId, @agent, @taskFragment, @startedAt,
           @completedAt, @durationMs, @outcome, @qualityScore, @tokenUsage, @outputSummary, @error)
         ON CONFLICT (id) DO UPDATE SET
           trace_id = excluded.trace_id, agent = excluded.agent,
           task_fragment = excluded.task_fragment, started_at = excluded.started_at,
           completed_at = excluded.completed_at, duration_ms = excluded.duration_ms,
           outcome = excluded.outcome, quality_score = excluded.quality_score,
           token_usage = excluded.token_usage, output_summary = excluded.output_summary,
           error = excluded.error`,
      ).run({
        ...run,
        tokenUsage: run.tokenUsage === null ? null : JSON.stringify(run.tokenUsage),
      });
      return run.id;
    },
  }),
};

const EMPTY = {
  traceId: null,
  sessionId: null,
  agentId: null,
  taskFragment: null,
  completedAt: null,
  durationMs: null,
  outcome: null,
  qualityScore: null,
  tokenUsage: null,
  outputSummary: null,
  error: null,
};
