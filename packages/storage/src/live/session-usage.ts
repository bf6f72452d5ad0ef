import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { readLastContext } from './context-tokens.js';
import type { SessionUsage } from './session-overview.js';

/** What one model took in a session. */
export interface ModelUsage extends SessionUsage {
  readonly model: string | null;
}

/** What a session's transcripts tell, beside its turns and calls. */
export interface SessionFigures {
  /** By model, the most tokens first. */
  readonly models: readonly ModelUsage[];
  /**
   * How full the main agent's context was last: by what its last message was sent with, or by what a
   * compaction has left since.
   */
  readonly contextTokens: number | null;
  /** When that was. */
  readonly contextAt: IsoTime | null;
  /** Rows of transcripts that are kept. */
  readonly messages: number;
  /** Lines of its transcripts that could not be read. */
  readonly badLines: number;
}

/** Reads the figures of one session. */
export function readSessionFigures(db: SpoorDatabase, sessionId: string): SessionFigures {
  const last = readLastContext(db, sessionId);
  return {
    models: modelsOf(db, sessionId),
    contextTokens: last?.tokens ?? null,
    contextAt: last?.at ?? null,
    messages: count(db, 'SELECT count(*) AS n FROM messages WHERE session_id = ?', sessionId),
    badLines: count(
      db,
      'SELECT coalesce(sum(bad_lines), 0) AS n FROM transcript_cursors WHERE session_id = ?',
      sessionId,
    ),
  };
}

function modelsOf(db: SpoorDatabase, sessionId: string): ModelUsage[] {
  return db
    .prepare<[string], ModelUsage>(
      `SELECT model, count(*) AS messages, sum(input_tokens) AS inputTokens,
         sum(output_tokens) AS outputTokens, sum(cache_read_tokens) AS cacheReadTokens,
         sum(cache_write_tokens) AS cacheWriteTokens, sum(cost_usd) AS costUsd,
         sum(cost_usd IS NULL) AS unpriced
       FROM token_usage WHERE session_id = ? GROUP BY model
       ORDER BY sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens) DESC,
         model`,
    )
    .all(sessionId);
}

function count(db: SpoorDatabase, sql: string, sessionId: string): number {
  return db.prepare<[string], { n: number }>(sql).get(sessionId)?.n ?? 0;
}
