import { type IsoTime, isoTime } from '@spoor/core';
import { sleep } from '../database/sleep.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

/** Rows of a table that belong to a session. */
interface Belongings {
  readonly table: string;
  readonly where: string;
  readonly key: string;
  /** Its texts are taken out of a full-text index word by word, which takes milliseconds a row. */
  readonly isSlow?: true;
}

/**
 * What belongs to a session (`@id`), in an order in which what points at others goes before them.
 * The session itself is not among it.
 */
export const SESSION_BELONGINGS: readonly Belongings[] = [
  { table: 'turn_prompts', where: `trace_id IN (${TURNS})`, key: 'event_id' },
  {
    table: 'agent_invocations',
    where: `(session_id = @id OR trace_id IN (${TURNS}))`,
    key: 'rowid',
  },
  { table: 'execution_traces', where: 'task_id = @id', key: 'rowid' },
  { table: 'tool_calls', where: 'session_id = @id', key: 'seq', isSlow: true },
  { table: 'session_rounds', where: 'session_id = @id', key: 'key' },
  { table: 'hook_executions', where: 'session_id = @id', key: 'seq' },
  { table: 'audit_logs', where: 'session_id = @id', key: 'seq' },
  { table: 'audit_logs', where: 'task_id = @id', key: 'seq' },
  { table: 'messages', where: 'session_id = @id', key: 'seq', isSlow: true },
  { table: 'token_usage', where: 'session_id = @id', key: 'rowid' },
  { table: 'transcript_cursors', where: 'session_id = @id', key: 'rowid' },
  { table: 'transcript_problems', where: 'session_id = @id', key: 'offset' },
  { table: 'lesson_evidence', where: 'session_id = @id', key: 'tool_use_id' },
  { table: 'state_transitions', where: 'task_id = @id', key: 'rowid' },
  { table: 'checkpoints', where: 'task_id = @id', key: 'rowid' },
  { table: 'workflow_states', where: 'task_id = @id', key: 'rowid' },
  { table: 'counters', where: 'scope = @id', key: 'name' },
  { table: 'maintenance_state', where: `name = 'import.unsettled:' || @id`, key: 'name' },
];

/** A hook waits no longer for the lock, ms. */
const STEP_MS = 25;
const SLOW_ROWS = 10;

/**
 * Deletes some of what belongs to a session, `limit` rows at most, and fewer where it takes long.
 * @returns how many; 0 when none is left.
 */
export function deleteBelongings(
  db: SpoorDatabase,
  part: Belongings,
  id: string,
  limit: number,
): number {
  if (part.isSlow !== true) return deleteRows(db, part, id, limit);
  const end = performance.now() + STEP_MS;
  let deleted = 0;
  while (deleted < limit && (deleted === 0 || performance.now() < end)) {
    const rows = deleteRows(db, part, id, Math.min(SLOW_ROWS, limit - deleted));
    if (rows === 0) break;
    deleted += rows;
  }
  return deleted;
}

function deleteRows(
  db: SpoorDatabase,
  { table, where, key }: Belongings,
  id: string,
  limit: number,
): number {
  const statement = db.prepare<[{ id: string; limit: number }]>(
    `DELETE FROM ${table} WHERE ${where} AND ${key} IN (
       SELECT ${key} FROM ${table} WHERE ${where} LIMIT @limit)`,
  );
  return statement.run({ id, limit }).changes;
}

/** Rows a transaction: a hook waits no longer for it than it may. */
const BATCH = 200;

/** Who waits for the lock looks again after some milliseconds. */
const PAUSE_MS = 10;

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
  const isAlone = !db.getDb().inTransaction;
  for (const part of SESSION_BELONGINGS) {
    const remove = () => deleteBelongings(db, part, id, BATCH);
    const mayBeMore = (rows: number) => (part.isSlow === true ? rows > 0 : rows === BATCH);
    while (mayBeMore(db.transaction(remove))) if (isAlone) sleep(PAUSE_MS);
  }
  return db.transaction(() => {
    // What came meanwhile.
    for (const part of SESSION_BELONGINGS) deleteRows(db, part, id, ALL);
    const { changes } = db.prepare<[string]>('DELETE FROM sessions WHERE id = ?').run(id);
    finish();
    return changes === 1;
  });
}

/** SQLite's `LIMIT` of no limit. */
const ALL = -1;

/**
 * Notes that a session was deleted: what was captured up to a time, and still waits in a spool,
 * must not bring it back.
 * @param until null: nothing of it is recorded ever again.
 * @returns when that was noted: now.
 */
export function noteForgotten(db: SpoorDatabase, id: string, until: IsoTime | null): IsoTime {
  const at = isoTime(Date.now());
  db.prepare<[string, IsoTime, IsoTime | null]>(
    `INSERT INTO forgotten_sessions (session_id, forgotten_at, until) VALUES (?, ?, ?)
     ON CONFLICT (session_id) DO UPDATE SET forgotten_at = excluded.forgotten_at,
       until = iif(until IS NULL, NULL, excluded.until)`,
  ).run(id, at, until);
  return at;
}
