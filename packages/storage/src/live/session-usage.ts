import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { SessionUsage } from './session-overview.js';

/** What one model took in a session. */
export interface ModelUsage extends SessionUsage {
  readonly model: string | null;
}

/** What a session's transcripts tell, beside its turns and calls. */
export interface SessionFigures {
  /** By model, the most tokens first. */
  readonly models: readonly ModelUsage[];
  /** Tokens that the main agent's last message was sent with: how full its context was. */
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
  const last = lastOfMain(db, sessionId);
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

/** How full the context of a session's main agent was at its last message; null when nothing tells. */
export function readContextTokens(db: SpoorDatabase, sessionId: string): number | null {
  return lastOfMain(db, sessionId)?.tokens ?? null;
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

function lastOfMain(
  db: SpoorDatabase,
  sessionId: string,
): { at: IsoTime; tokens: number } | undefined {
  return db
    .prepare<[string], { at: IsoTime; tokens: number }>(
      `SELECT timestamp AS at,
         input_tokens + cache_read_tokens + cache_write_tokens AS tokens
       FROM token_usage WHERE session_id = ? AND agent_id IS NULL
       ORDER BY timestamp DESC, message_id DESC LIMIT 1`,
    )
    .get(sessionId);
}

function count(db: SpoorDatabase, sql: string, sessionId: string): number {
  return db.prepare<[string], { n: number }>(sql).get(sessionId)?.n ?? 0;
}
