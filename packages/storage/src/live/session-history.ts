import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Invocation, Trace } from '../stores/execution.js';
import { ExecutionTracker } from '../stores/execution-tracker.js';
import { type ToolCall, ToolCallStore } from '../stores/tool-call-store.js';
import { getSessionOverview, type SessionOverview } from './session-overview.js';

/** Everything that a timeline of a session is made from. */
export interface SessionHistory {
  readonly session: SessionOverview;
  readonly turns: readonly Trace[];
  readonly toolCalls: readonly ToolCall[];
  readonly subagents: readonly Invocation[];
}

/** Reads a session whole, at one moment; null when there is none. */
export function readSessionHistory(db: SpoorDatabase, id: string): SessionHistory | null {
  const read = db.getDb().transaction(() => {
    const session = getSessionOverview(db, id);
    if (session === null) return null;
    const tracker = new ExecutionTracker(db);
    return {
      session,
      turns: tracker.tracesOf(id),
      toolCalls: new ToolCallStore(db).ofSession(id),
      subagents: tracker.invocationsOf(id),
    };
  });
  return read();
}

/** Whether a session has more calls than so many; it looks at no more than these. */
export function hasMoreCalls(db: SpoorDatabase, id: string, most: number): boolean {
  const sql = 'SELECT 1 FROM tool_calls WHERE session_id = ? LIMIT 1 OFFSET ?';
  return db.prepare<[string, number]>(sql).get(id, most) !== undefined;
}
