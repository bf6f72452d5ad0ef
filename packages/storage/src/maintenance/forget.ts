import { setTimeout as sleep } from 'node:timers/promises';
import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { auditOperation } from '../stores/audit-operation.js';
import { forgetInSpool, heldWritesOf, type SpoolOfSession } from './forget-spool.js';
import { type LongWork, stopIfAsked } from './long-work.js';
import { rewriteAuditIndex } from './rewrite-index.js';
import { emptyWal, returnFreePages } from './scrub.js';

/** What to forget besides the rows. */
export interface ForgetOptions extends LongWork {
  /** Spool folders to look through. */
  readonly spool?: SpoolOfSession;
  /** How long to wait for readers that keep the write-ahead log in use, ms; 5,000 by default. */
  readonly walTimeoutMs?: number;
}

/** What was forgotten. */
export interface ForgetReport {
  readonly sessionId: string;
  readonly forgottenAt: IsoTime;
  /** Rows removed, by table; tables without any are left out. */
  readonly rows: Readonly<Record<string, number>>;
  /** Entries removed from the spool and from held-back writes, those set aside among them. */
  readonly spoolEntries: number;
  /**
   * False when a reader held on: removed text stays in the write-ahead log until the next
   * checkpoint that empties it.
   */
  readonly walEmptied: boolean;
}

/**
 * Forgets a session for good: every row of it, its words in the full-text index, its entries in the
 * spool, writes that were held back, and the bytes themselves in the database's file and its log. Events of it that come later
 * are dropped. What remains is its id, in `forgotten_sessions` and in the audit log: without it the
 * recorder couldn't tell what to drop, nor the user what was forgotten; the id says nothing else.
 *
 * It works in small steps between which hooks write. Stopped in the middle, nothing new of the
 * session is recorded, and doing it again does the rest.
 * @throws StorageError `CANCELLED`, or when the database can't be written.
 */
export async function forgetSession(
  db: SpoorDatabase,
  sessionId: string,
  options: ForgetOptions = {},
): Promise<ForgetReport> {
  if (sessionId === '') throw new StorageError('INVALID', 'a session to forget needs an id');
  const forgottenAt = markForgotten(db, sessionId);
  // Before the rows: what a hook has spooled and not yet written is dropped from now on.
  const spoolEntries = forgetWaiting(db, sessionId, options.spool);
  const rows = await deleteRows(db, sessionId, options);
  await rewriteAuditIndex(db, options);
  await returnFreePages(db);
  const walEmptied = await emptyWal(db, options.walTimeoutMs ?? 5_000);
  return { sessionId, forgottenAt, rows, spoolEntries, walEmptied };
}

function forgetWaiting(
  db: SpoorDatabase,
  sessionId: string,
  spool: SpoolOfSession | undefined,
): number {
  const handle = db.getDb();
  const held = handle.memory ? 0 : forgetInSpool(heldWritesOf(handle.name), sessionId);
  return held + (spool === undefined ? 0 : forgetInSpool(spool, sessionId));
}

/** Whether anything of a session is in the database; an id that was forgotten before counts. */
export function isSessionKnown(db: SpoorDatabase, sessionId: string): boolean {
  return (
    db
      .prepare<[{ id: string }]>(
        `SELECT 1 FROM sessions WHERE id = @id
         UNION ALL SELECT 1 FROM hook_executions WHERE session_id = @id
         UNION ALL SELECT 1 FROM forgotten_sessions WHERE session_id = @id LIMIT 1`,
      )
      .get({ id: sessionId }) !== undefined
  );
}

function markForgotten(db: SpoorDatabase, sessionId: string): IsoTime {
  const at = isoTime(Date.now());
  db.transaction(() => {
    db.prepare<[string, IsoTime]>(
      `INSERT INTO forgotten_sessions (session_id, forgotten_at, until) VALUES (?, ?, NULL)
       ON CONFLICT (session_id)
       DO UPDATE SET forgotten_at = excluded.forgotten_at, until = NULL`,
    ).run(sessionId, at);
    // Not in the column of sessions: this entry is none of the session's own, and outlives it.
    auditOperation(db, {
      action: 'session.forget',
      category: 'security',
      details: { session: sessionId },
    });
  });
  return at;
}

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

/** What belongs to a session, in an order in which what points at others goes before them. */
const BELONGINGS: readonly { table: string; where: string; key: string }[] = [
  { table: 'turn_prompts', where: `trace_id IN (${TURNS})`, key: 'event_id' },
  {
    table: 'agent_invocations',
    where: `(session_id = @id OR trace_id IN (${TURNS}))`,
    key: 'rowid',
  },
  { table: 'execution_traces', where: 'task_id = @id', key: 'rowid' },
  { table: 'tool_calls', where: 'session_id = @id', key: 'rowid' },
  { table: 'session_rounds', where: 'session_id = @id', key: 'key' },
  { table: 'hook_executions', where: 'session_id = @id', key: 'seq' },
  { table: 'audit_logs', where: 'session_id = @id', key: 'seq' },
  { table: 'audit_logs', where: 'task_id = @id', key: 'seq' },
  { table: 'messages', where: 'session_id = @id', key: 'rowid' },
  { table: 'token_usage', where: 'session_id = @id', key: 'rowid' },
  { table: 'transcript_cursors', where: 'session_id = @id', key: 'rowid' },
  { table: 'lesson_evidence', where: 'session_id = @id', key: 'tool_use_id' },
  { table: 'state_transitions', where: 'task_id = @id', key: 'rowid' },
  { table: 'checkpoints', where: 'task_id = @id', key: 'rowid' },
  { table: 'workflow_states', where: 'task_id = @id', key: 'rowid' },
  { table: 'counters', where: 'scope = @id', key: 'name' },
  { table: 'maintenance_state', where: `name = 'import.unsettled:' || @id`, key: 'name' },
  { table: 'sessions', where: 'id = @id', key: 'rowid' },
];

/** Rows a transaction: with payloads of half a megabyte, as long as a hook may wait. */
const BATCH = 50;

async function deleteRows(
  db: SpoorDatabase,
  sessionId: string,
  work: LongWork,
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  let done = 0;
  for (const { table, where, key } of BELONGINGS) {
    const statement = db.prepare<[{ id: string; limit: number }]>(
      `DELETE FROM ${table} WHERE ${where} AND ${key} IN (
         SELECT ${key} FROM ${table} WHERE ${where} LIMIT @limit)`,
    );
    for (let changes = BATCH; changes > 0; ) {
      stopIfAsked(work);
      changes = db.transaction(() => statement.run({ id: sessionId, limit: BATCH }).changes);
      if (changes === 0) break;
      done += changes;
      rows[table] = (rows[table] ?? 0) + changes;
      work.onProgress?.({ done, total: null, unit: 'rows' });
      await sleep(2);
    }
  }
  return rows;
}
