import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';

/** How many messages a session has. */
export function messagesOf(handle: Handle, sessionId: string): number {
  const row = prepare<[string], { n: number }>(
    handle,
    'SELECT count(*) AS n FROM messages WHERE session_id = ?',
  ).get(sessionId);
  return row?.n ?? 0;
}

/** Takes messages of a session away: the oldest tool output goes first, summaries go last. */
export function trimMessages(handle: Handle, sessionId: string, count: number): void {
  prepare<[string, number]>(
    handle,
    `DELETE FROM messages WHERE rowid IN (
       SELECT rowid FROM messages WHERE session_id = ?
       ORDER BY is_summary, kind IS NOT 'tool_output', timestamp, id LIMIT ?)`,
  ).run(sessionId, count);
}
