import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Whether a session was forgotten or deleted, so that nothing of it may be written again.
 * @param at when what is to be written happened; a deleted session may go on after its deletion.
 *   Without a time the answer is for all times.
 */
export function isForgotten(db: SpoorDatabase, sessionId: string, at?: IsoTime): boolean {
  const row = db
    .prepare<[string], { until: IsoTime | null }>(
      'SELECT until FROM forgotten_sessions WHERE session_id = ?',
    )
    .get(sessionId);
  if (row === undefined) return false;
  return row.until === null || (at !== undefined && at <= row.until);
}
