import type { IsoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import {
  HOOK_EXECUTION_COLUMNS,
  type HookExecution,
  type NewHookExecution,
} from './hook-execution.js';

/** The events as the recorder writes and asks for them. */
export class HookExecutionRecords {
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** @returns whether the event is new; one that is already there changes nothing. */
  append(row: NewHookExecution): boolean {
    return (
      prepare<NewHookExecution>(
        this.#db,
        `INSERT INTO hook_executions (id, session_id, hook_type, prompt_id, tool_use_id, tool_name,
           agent_id, agent_type, agent_transcript_path, cwd, status, error_message, payload_json,
           created_at)
         VALUES (@id, @sessionId, @hookType, @promptId, @toolUseId, @toolName, @agentId,
           @agentType, @agentTranscriptPath, @cwd, @status, @errorMessage, @payloadJson, @createdAt)
         ON CONFLICT (id) DO NOTHING`,
      ).run(row).changes === 1
    );
  }

  /** Notes what recording the event took; `error` when what was to be derived from it could not be. */
  finish(id: string, durationMs: number | null, error: string | null): void {
    prepare<[number | null, string | null, string | null, string]>(
      this.#db,
      `UPDATE hook_executions
       SET duration_ms = ?, status = iif(? IS NULL, status, 'error'), error_message = coalesce(?, error_message)
       WHERE id = ?`,
    ).run(durationMs, error, error, id);
  }

  /** The newest event, over all sessions or of one. */
  latest(sessionId?: string): HookExecution | null {
    const row =
      sessionId === undefined
        ? prepare<[], HookExecution>(
            this.#db,
            `SELECT ${HOOK_EXECUTION_COLUMNS} FROM hook_executions
             WHERE created_at = (SELECT max(created_at) FROM hook_executions)
             ORDER BY id DESC LIMIT 1`,
          ).get()
        : prepare<[string], HookExecution>(
            this.#db,
            `SELECT ${HOOK_EXECUTION_COLUMNS} FROM hook_executions WHERE session_id = ?
             ORDER BY created_at DESC, id DESC LIMIT 1`,
          ).get(sessionId);
    return row ?? null;
  }

  /** A session's events in the order in which they were captured. */
  ofSession(sessionId: string): HookExecution[] {
    return prepare<[string], HookExecution>(
      this.#db,
      `SELECT ${HOOK_EXECUTION_COLUMNS} FROM hook_executions WHERE session_id = ? ORDER BY created_at, id`,
    ).all(sessionId);
  }

  /**
   * When a tool call that started at a time was broken off, if it was: the earliest later event
   * among those that end it whether or not it answered.
   */
  firstEndAfter(call: {
    sessionId: string;
    startedAt: IsoTime;
    promptId: string | null;
    agentId: string | null;
  }): IsoTime | null {
    const row = prepare<object, { at: IsoTime | null }>(
      this.#db,
      `SELECT min(created_at) AS at FROM hook_executions
       WHERE session_id = @sessionId AND created_at > @startedAt AND (
         hook_type = 'SessionEnd'
         OR (@agentId IS NULL AND agent_id IS NULL AND (
           (hook_type IN ('Stop', 'StopFailure') AND prompt_id IS @promptId)
           OR (hook_type = 'UserPromptSubmit' AND prompt_id IS NOT @promptId)))
         OR (@agentId IS NOT NULL AND agent_id = @agentId AND agent_type IS NOT ''
           AND hook_type IN ('SubagentStop', 'StopFailure')))`,
    ).get(call);
    return row?.at ?? null;
  }

  /** When a session first ended after a time, if it did. */
  firstSessionEndAfter(sessionId: string, at: IsoTime): IsoTime | null {
    const row = prepare<[string, IsoTime], { at: IsoTime | null }>(
      this.#db,
      `SELECT min(created_at) AS at FROM hook_executions
       WHERE session_id = ? AND created_at > ? AND hook_type = 'SessionEnd'`,
    ).get(sessionId, at);
    return row?.at ?? null;
  }

  /** Whether a hook told of a session's compaction that began between two times. */
  toldOfCompaction(sessionId: string, from: IsoTime, to: IsoTime): boolean {
    return (
      prepare<[string, IsoTime, IsoTime], { one: 1 }>(
        this.#db,
        `SELECT 1 AS one FROM hook_executions
         WHERE session_id = ? AND created_at BETWEEN ? AND ? AND hook_type = 'PreCompact' LIMIT 1`,
      ).get(sessionId, from, to) !== undefined
    );
  }
}
