import type { IsoTime, JsonObject } from '@spoor/core';
import { defineOperation } from '../write-operation.js';

/** A turn as it is now; told again under the same id, it takes the new content. */
export interface TraceFields {
  /** The write's id by default. */
  readonly id?: string;
  readonly projectId?: string | null;
  /** The session, or the task of an orchestrator. */
  readonly taskId: string;
  readonly prompt?: string | null;
  /** The time of the call by default. */
  readonly startedAt?: IsoTime;
  readonly completedAt?: IsoTime | null;
  readonly success?: boolean | null;
  readonly durationMs?: number | null;
  /** Tokens by kind. */
  readonly tokenUsage?: object | null;
  readonly metadata?: JsonObject;
}

/** Turns of any orchestrator's tasks. */
export const traceOperations = {
  'trace.save': defineOperation({
    keep: (trace: TraceFields, { id, at }) => ({ id, startedAt: at, ...trace }),
    apply: (db, given) => {
      const trace = { ...EMPTY, ...given };
      db.prepare<object>(
        `INSERT INTO execution_traces (id, project_id, task_id, prompt, started_at, completed_at,
           success, duration_ms, token_usage, metadata)
         VALUES (@id, @projectId, @taskId, @prompt, @startedAt, @completedAt, @success, @durationMs,
           @tokenUsage, @metadata)
         ON CONFLICT (id) DO UPDATE SET
           project_id = excluded.project_id, prompt = excluded.prompt,
           started_at = excluded.started_at, completed_at = excluded.completed_at,
           success = excluded.success, duration_ms = excluded.duration_ms,
           token_usage = excluded.token_usage, metadata = excluded.metadata`,
      ).run({
        ...trace,
        success: trace.success === null ? null : Number(trace.success),
        tokenUsage: trace.tokenUsage === null ? null : JSON.stringify(trace.tokenUsage),
        metadata: JSON.stringify(trace.metadata),
      });
      return trace.id;
    },
  }),
};

const EMPTY = {
  projectId: null,
  prompt: null,
  completedAt: null,
  success: null,
  durationMs: null,
  tokenUsage: null,
  metadata: {},
};
