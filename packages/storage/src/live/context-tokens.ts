import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** How full a context was, and when. */
export interface ContextFill {
  readonly at: IsoTime;
  /** Null right after a compaction that doesn't say what was left. */
  readonly tokens: number | null;
}

/**
 * SQL for `FROM`, one row at most: when and how full the context of a session's main agent was last.
 * Its last message tells, by what it was sent with; a compaction after that tells what was left.
 * @param session SQL for the session's id.
 */
export const lastContextSql = (session: string) => `(
  SELECT iif(compactedAt > sentAt, compactedAt, sentAt) AS at,
    iif(compactedAt > sentAt, kept, sent) AS tokens
  FROM (SELECT timestamp AS sentAt,
      input_tokens + cache_read_tokens + cache_write_tokens AS sent
    FROM token_usage WHERE session_id = ${session} AND agent_id IS NULL
    ORDER BY timestamp DESC, message_id DESC LIMIT 1)
  LEFT JOIN (SELECT timestamp AS compactedAt, token_count AS kept
    FROM messages INDEXED BY messages_of_compactions
    WHERE session_id = ${session} AND agent_id IS NULL AND subtype = 'compact_boundary'
    ORDER BY timestamp DESC LIMIT 1))`;

/** How full the context of a session's main agent was last; undefined when nothing tells. */
export function readLastContext(db: SpoorDatabase, sessionId: string): ContextFill | undefined {
  return db
    .prepare<{ id: string }, ContextFill>(`SELECT at, tokens FROM ${lastContextSql('@id')}`)
    .get({ id: sessionId });
}

/** How full the context of a session's main agent was; null when nothing tells. */
export function readContextTokens(db: SpoorDatabase, sessionId: string): number | null {
  return readLastContext(db, sessionId)?.tokens ?? null;
}

/** What each compaction of a session's main agent left, in the order of time. */
export function readCompactions(db: SpoorDatabase, sessionId: string): ContextFill[] {
  return db
    .prepare<[string], ContextFill>(
      `SELECT timestamp AS at, token_count AS tokens
       FROM messages INDEXED BY messages_of_compactions
       WHERE session_id = ? AND agent_id IS NULL AND subtype = 'compact_boundary'
       ORDER BY timestamp`,
    )
    .all(sessionId);
}
