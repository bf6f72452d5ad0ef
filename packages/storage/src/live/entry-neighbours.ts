import type { SpoorDatabase } from '../database/spoor-database.js';
import type { ToolCall } from '../stores/tool-call-store.js';

/** The calls around one in its session. */
export interface Neighbours {
  readonly previousId: string | null;
  readonly nextId: string | null;
}

/** Finds the calls that started right before and right after another. */
export function neighboursOf(
  db: SpoorDatabase,
  { sessionId, toolUseId, startedAt }: ToolCall,
): Neighbours {
  if (startedAt === null) return { previousId: null, nextId: null };
  const find = (sign: '<' | '>') =>
    db
      .prepare<object, { id: string }>(
        `SELECT tool_use_id AS id FROM tool_calls
         WHERE session_id = @sessionId
           AND (started_at, tool_use_id) ${sign} (@startedAt, @toolUseId)
         ORDER BY started_at ${sign === '<' ? 'DESC' : 'ASC'},
           tool_use_id ${sign === '<' ? 'DESC' : 'ASC'} LIMIT 1`,
      )
      .get({ sessionId, startedAt, toolUseId })?.id ?? null;
  return { previousId: find('<'), nextId: find('>') };
}
