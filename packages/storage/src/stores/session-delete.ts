import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Deletes a session with all that belongs to it. @returns whether there was one. */
export function removeSession(db: SpoorDatabase, id: string): boolean {
  return db.transaction(() => {
    for (const sql of BELONGINGS) db.prepare<[{ id: string }]>(sql).run({ id });
    return db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(id).changes === 1;
  });
}

/**
 * Notes that a session was deleted: what was captured up to a time, and still waits in a spool,
 * must not bring it back.
 * @param until null: nothing of it is recorded ever again.
 */
export function noteForgotten(db: SpoorDatabase, id: string, until: IsoTime | null): void {
  db.prepare<[string, IsoTime, IsoTime | null]>(
    `INSERT INTO forgotten_sessions (session_id, forgotten_at, until) VALUES (?, ?, ?)
     ON CONFLICT (session_id) DO UPDATE SET forgotten_at = excluded.forgotten_at,
       until = iif(until IS NULL, NULL, excluded.until)`,
  ).run(id, isoTime(Date.now()), until);
}

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

const BELONGINGS = [
  `DELETE FROM turn_prompts WHERE trace_id IN (${TURNS})`,
  `DELETE FROM agent_invocations WHERE session_id = @id OR trace_id IN (${TURNS})`,
  'DELETE FROM execution_traces WHERE task_id = @id',
  'DELETE FROM tool_calls WHERE session_id = @id',
  'DELETE FROM session_rounds WHERE session_id = @id',
  'DELETE FROM hook_executions WHERE session_id = @id',
  'DELETE FROM audit_logs WHERE session_id = @id OR task_id = @id',
  'DELETE FROM messages WHERE session_id = @id',
  'DELETE FROM token_usage WHERE session_id = @id',
  'DELETE FROM transcript_cursors WHERE session_id = @id',
  'DELETE FROM lesson_evidence WHERE session_id = @id',
  'DELETE FROM state_transitions WHERE task_id = @id',
  'DELETE FROM checkpoints WHERE task_id = @id',
  'DELETE FROM workflow_states WHERE task_id = @id',
  'DELETE FROM counters WHERE scope = @id',
];
