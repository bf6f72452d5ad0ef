import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';

/**
 * The prompt that an agent of a session was at work on: what the last of its messages up to a time
 * names that names one. A main agent's prompt without an id is named by its message's. Null when
 * there is none.
 */
export function promptAt(
  db: SpoorDatabase,
  place: { readonly sessionId: string; readonly agentId: string | null },
  at: IsoTime,
): string | null {
  const row = db
    .prepare<object, { promptId: string }>(
      `SELECT coalesce(prompt_id, id) AS promptId FROM messages
       WHERE session_id = @sessionId AND agent_id IS @agentId AND timestamp <= @at
         AND (prompt_id IS NOT NULL
           OR (kind = 'prompt' AND is_summary = 0 AND agent_id IS NULL))
       ORDER BY timestamp DESC, seq DESC LIMIT 1`,
    )
    .get({ ...place, at });
  return row?.promptId ?? null;
}
