import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { FigureRange } from '../figures/range.js';
import type { ToolGroup } from '../figures/tool-group.js';
import type { ToolCallStatus } from '../stores/tool-call-store.js';
import { type CallCursor, findCalls } from './find-calls.js';
import { readSessionLabels, type SessionLabel } from './session-labels.js';

/** Which calls of all sessions. */
export interface CallListQuery extends FigureRange {
  /** Only those of a tool, or of a server's tools. */
  readonly group?: ToolGroup | undefined;
  /** Only those of a type of agent, or of `main`; null: of runs that don't say which. */
  readonly agent?: string | null | undefined;
  readonly sessionId?: string | undefined;
  readonly projectId?: string | undefined;
  /** Only those that a model asked for, as the API names it. */
  readonly model?: string | undefined;
  /** Only those that failed or were denied. */
  readonly failedOnly?: boolean | undefined;
  /** Only what stands behind a call of the page before. */
  readonly before?: CallCursor | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
}

/** A call as a list of many sessions shows it. */
export interface ListedCall {
  readonly seq: number;
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly agentId: string | null;
  readonly toolName: string | null;
  /** Up to 400 characters. */
  readonly summary: string | null;
  readonly status: ToolCallStatus;
  readonly startedAt: IsoTime;
  readonly durationMs: number | null;
  readonly resultBytes: number | null;
  /** How its error begins: up to 400 characters. */
  readonly error: string | null;
  /** Null for a session that nothing else is known of. */
  readonly session: SessionLabel | null;
}

/**
 * Calls of all sessions, the newest first, page by page. Those whose start nobody knows are left out.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function listCalls(db: SpoorDatabase, query: CallListQuery = {}): ListedCall[] {
  const found = findCalls(db, { ...query, limit: query.limit ?? 100 });
  const rows = db
    .prepare<[string], Omit<ListedCall, 'session'>>(
      `SELECT seq, session_id AS sessionId, tool_use_id AS toolUseId, agent_id AS agentId,
         tool_name AS toolName, substr(summary, 1, 400) AS summary, status,
         started_at AS startedAt, duration_ms AS durationMs, result_bytes AS resultBytes,
         substr(error, 1, 400) AS error
       FROM tool_calls WHERE seq IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(found.map(({ seq }) => seq)));
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const labels = readSessionLabels(db, [...new Set(rows.map(({ sessionId }) => sessionId))]);
  return found.flatMap(({ seq }) => {
    const row = bySeq.get(seq);
    return row === undefined ? [] : [{ ...row, session: labels.get(row.sessionId) ?? null }];
  });
}
