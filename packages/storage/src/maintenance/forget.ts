import { setTimeout as sleep } from 'node:timers/promises';
import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { auditOperation } from '../stores/audit-operation.js';
import { INDEXES_OF_SESSIONS, rewritingOf } from '../stores/rewrite-index.js';
import { deleteBelongings, noteForgotten, SESSION_BELONGINGS } from '../stores/session-delete.js';
import { emptyWal } from './empty-wal.js';
import { forgetInSpool, heldWritesOf, type SpoolOfSession } from './forget-spool.js';
import { returnFreePages } from './give-back-space.js';
import { type LongWork, stopIfAsked } from './long-work.js';

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
 * Forgets a session for good: every row of it, its words in the full-text indexes, its entries in the
 * spool, writes that were held back, and the bytes themselves in the database's file and its log.
 * Events of it that come later are dropped. What remains is its id, in `forgotten_sessions` and in the audit log: without it the
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
  await clearIndexes(db, options);
  await returnFreePages(db, { signal: options.signal });
  const walEmptied = await emptyWal(db, options.walTimeoutMs ?? 5_000, options);
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
  return db.transaction(() => {
    const at = noteForgotten(db, sessionId, null);
    // Not in the column of sessions: this entry is none of the session's own, and outlives it.
    auditOperation(db, {
      action: 'session.forget',
      category: 'security',
      details: { session: sessionId },
    });
    return at;
  });
}

/** Rows a transaction: with payloads of half a megabyte, as long as a hook may wait. */
const BATCH = 50;

const PAUSE_MS = 2;

const THE_SESSION = { table: 'sessions', where: 'id = @id', key: 'rowid' };

async function deleteRows(
  db: SpoorDatabase,
  sessionId: string,
  work: LongWork,
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  let done = 0;
  for (const part of [...SESSION_BELONGINGS, THE_SESSION]) {
    const { table } = part;
    for (let changes = BATCH; changes > 0; ) {
      stopIfAsked(work);
      changes = db.transaction(() => deleteBelongings(db, part, sessionId, BATCH));
      if (changes === 0) break;
      done += changes;
      rows[table] = (rows[table] ?? 0) + changes;
      work.onProgress?.({ done, total: null, unit: 'rows' });
      await sleep(PAUSE_MS);
    }
  }
  return rows;
}

async function clearIndexes(db: SpoorDatabase, work: LongWork): Promise<void> {
  for (const index of INDEXES_OF_SESSIONS) {
    for (const _step of rewritingOf(db, index)) {
      await sleep(PAUSE_MS);
      stopIfAsked(work);
    }
  }
}
