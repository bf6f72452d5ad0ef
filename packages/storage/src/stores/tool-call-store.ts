import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Origin } from './origin.js';

/** How a tool call came out. */
export type ToolCallStatus = 'running' | 'success' | 'failure' | 'denied' | 'cancelled' | 'unknown';

/** A tool call, paired from its events. */
export interface ToolCall {
  readonly sessionId: string;
  readonly toolUseId: string;
  /** The turn that it belongs to. */
  readonly traceId: string | null;
  /** The subagent that made it; null for the main agent. */
  readonly agentId: string | null;
  readonly toolName: string | null;
  /** One line that says what the call is about. */
  readonly summary: string | null;
  readonly filePath: string | null;
  readonly status: ToolCallStatus;
  readonly startedAt: IsoTime | null;
  readonly completedAt: IsoTime | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly origin: Origin;
  /** The API's id of the message that asked for it. */
  readonly messageId: string | null;
  /** Size of what it gave back, as its transcript holds it. */
  readonly resultBytes: number | null;
}

/** A tool call with the recorder's own facts, as JSON; opaque here. */
export interface ToolCallRecord extends ToolCall {
  readonly facts: string;
}

/** A call's columns under the names of its type. */
export const TOOL_CALL_COLUMNS = `session_id AS sessionId, tool_use_id AS toolUseId, trace_id AS traceId,
  agent_id AS agentId, tool_name AS toolName, summary, file_path AS filePath, status,
  started_at AS startedAt, completed_at AS completedAt, duration_ms AS durationMs, error,
  origin, message_id AS messageId, result_bytes AS resultBytes`;

/** Tool calls; the key is (session, tool_use_id). */
export class ToolCallStore {
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** A session's calls in the order in which they started. */
  ofSession(sessionId: string): ToolCall[] {
    return prepare<[string], ToolCall>(
      this.#db,
      `SELECT ${TOOL_CALL_COLUMNS} FROM tool_calls WHERE session_id = ? ORDER BY started_at, tool_use_id`,
    ).all(sessionId);
  }

  /** Calls that were open at a time: started before, and not ended by then. */
  openAt(sessionId: string, at: IsoTime): ToolCall[] {
    return prepare<[string, IsoTime, IsoTime], ToolCall>(
      this.#db,
      `SELECT ${TOOL_CALL_COLUMNS} FROM tool_calls
       WHERE session_id = ? AND started_at < ? AND (completed_at IS NULL OR completed_at >= ?)
       ORDER BY started_at, tool_use_id`,
    ).all(sessionId, at, at);
  }

  /** Files that calls had touched by a time. */
  filesTouchedBy(sessionId: string, at: IsoTime): string[] {
    return prepare<[string, IsoTime], { filePath: string }>(
      this.#db,
      `SELECT DISTINCT file_path AS filePath FROM tool_calls
       WHERE session_id = ? AND started_at < ? AND file_path IS NOT NULL ORDER BY file_path`,
    )
      .all(sessionId, at)
      .map((row) => row.filePath);
  }

  /** Calls without an end of their own, with their facts. */
  unfinished(sessionId: string): ToolCallRecord[] {
    return prepare<[string], ToolCallRecord>(
      this.#db,
      `SELECT ${TOOL_CALL_COLUMNS}, facts FROM tool_calls
       WHERE session_id = ? AND status IN ('running', 'cancelled', 'unknown')`,
    ).all(sessionId);
  }

  /** Calls of which nobody will hear again, as far as was known when their session was given up. */
  givenUp(sessionId: string): ToolCallRecord[] {
    return prepare<[string], ToolCallRecord>(
      this.#db,
      `SELECT ${TOOL_CALL_COLUMNS}, facts FROM tool_calls
       WHERE session_id = ? AND facts ->> '$.goneAt' IS NOT NULL`,
    ).all(sessionId);
  }

  /** The recorder's facts of a call, or null when it is not known. */
  facts(sessionId: string, toolUseId: string): string | null {
    const row = prepare<[string, string], { facts: string }>(
      this.#db,
      'SELECT facts FROM tool_calls WHERE session_id = ? AND tool_use_id = ?',
    ).get(sessionId, toolUseId);
    return row?.facts ?? null;
  }

  /** Writes what the recorder derived. */
  put(record: ToolCallRecord): void {
    prepare<ToolCallRecord>(
      this.#db,
      `INSERT INTO tool_calls (session_id, tool_use_id, trace_id, agent_id, tool_name, summary,
         file_path, status, started_at, completed_at, duration_ms, error, origin, message_id,
         result_bytes, facts)
       VALUES (@sessionId, @toolUseId, @traceId, @agentId, @toolName, @summary, @filePath, @status,
         @startedAt, @completedAt, @durationMs, @error, @origin, @messageId, @resultBytes, @facts)
       ON CONFLICT (session_id, tool_use_id) DO UPDATE SET
         trace_id = excluded.trace_id, agent_id = excluded.agent_id,
         tool_name = excluded.tool_name, summary = excluded.summary,
         file_path = excluded.file_path, status = excluded.status,
         started_at = excluded.started_at, completed_at = excluded.completed_at,
         duration_ms = excluded.duration_ms, error = excluded.error, origin = excluded.origin,
         message_id = excluded.message_id, result_bytes = excluded.result_bytes,
         facts = excluded.facts`,
    ).run(record);
  }
}
