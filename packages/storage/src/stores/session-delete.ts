import { type IsoTime, isoTime } from '@spoor/core';
import { sleep } from '../database/sleep.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Deletes a session with all that belongs to it, in small transactions that let hooks write in
 * between; inside a transaction of the caller's it is all one. Stopped in the middle, it can be
 * done again: the session itself goes last.
 * @param finish runs in the transaction that deletes the session itself.
 * @returns whether there was one.
 */
export function removeSession(
  db: SpoorDatabase,
  id: string,
  finish: () => void = () => undefined,
): boolean {
  for (const { table, where, key } of LARGE) {
    const statement = db.prepare<[{ id: string; limit: number }]>(
      `DELETE FROM ${table} WHERE ${key} IN (
         SELECT ${key} FROM ${table} WHERE ${where} LIMIT @limit)`,
    );
    const remove = () => statement.run({ id, limit: BATCH }).changes;
    while (db.transaction(remove) === BATCH) letOthersWrite(db);
  }
  return db.transaction(() => {
    for (const sql of REST) db.prepare<[{ id: string }]>(sql).run({ id });
    const { changes } = db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(id);
    finish();
    return changes === 1;
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

/** Rows a transaction: a hook waits no longer for it than it may. */
const BATCH = 200;

/** Who waits for the lock looks again after some milliseconds. */
const PAUSE_MS = 10;

function letOthersWrite(db: SpoorDatabase): void {
  if (!db.getDb().inTransaction) sleep(PAUSE_MS);
}

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

/** Where a session may have tens of thousands of rows. */
const LARGE = [
  { table: 'hook_executions', where: 'session_id = @id', key: 'seq' },
  { table: 'audit_logs', where: 'session_id = @id', key: 'seq' },
  { table: 'tool_calls', where: 'session_id = @id', key: 'rowid' },
  { table: 'messages', where: 'session_id = @id', key: 'rowid' },
  { table: 'token_usage', where: 'session_id = @id', key: 'rowid' },
  { table: 'state_transitions', where: 'task_id = @id', key: 'rowid' },
] as const;

/** Also what came into the tables above meanwhile. */
const REST = [
  `DELETE FROM turn_prompts WHERE trace_id IN (${TURNS})`,
  `DELETE FROM agent_invocations WHERE session_id = @id OR trace_id IN (${TURNS})`,
  'DELETE FROM execution_traces WHERE task_id = @id',
  'DELETE FROM session_rounds WHERE session_id = @id',
  'DELETE FROM audit_logs WHERE task_id = @id',
  'DELETE FROM transcript_cursors WHERE session_id = @id',
  'DELETE FROM lesson_evidence WHERE session_id = @id',
  'DELETE FROM checkpoints WHERE task_id = @id',
  'DELETE FROM workflow_states WHERE task_id = @id',
  'DELETE FROM counters WHERE scope = @id',
  ...LARGE.map(({ table, where }) => `DELETE FROM ${table} WHERE ${where}`),
];
