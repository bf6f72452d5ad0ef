import { setTimeout as sleep } from 'node:timers/promises';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, isTransient } from '../errors.js';
import { emptyWal } from '../maintenance/empty-wal.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { rewritingOf } from '../stores/rewrite-index.js';

/** Who waits for the lock looks again after some milliseconds. */
const PAUSE_MS = 2;

/** Others may hold the database for so long before it is given up, ms. */
const LOCK_WAIT_MS = 10_000;

/** Every full-text index. */
const INDEXES = ['audit_fts', 'messages_fts', 'calls_fts', 'lessons_fts'] as const;

/**
 * Leaves nothing in the file of what rows no longer hold: words in the full-text indexes, samples of
 * columns that the query planner keeps, what is left between and behind rows (a writer without
 * `secure_delete` leaves it), and the write-ahead log. Others can write meanwhile, but for while the
 * file is written anew as a whole: hooks spool then.
 * @returns false when a reader held on to the log.
 */
export async function overwriteBytes(
  db: SpoorDatabase,
  work: LongWork & { readonly walTimeoutMs: number },
): Promise<boolean> {
  for (const index of INDEXES) {
    for (const _step of rewritingOf(db, index)) {
      await sleep(PAUSE_MS);
      stopIfAsked(work);
    }
  }
  forgetSamples(db);
  if (db.getDb().memory) return true;
  await writeAnew(db, work);
  return emptyWal(db, work.walTimeoutMs, work);
}

/** `ANALYZE` samples values of indexed columns (SQLite's file format, "The sqlite_stat4 table"). */
function forgetSamples(db: SpoorDatabase): void {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat3', 'sqlite_stat4')`,
    )
    .all();
  db.transaction(() => {
    for (const { name } of tables) db.getDb().exec(`DELETE FROM ${name}`);
  });
}

async function writeAnew(db: SpoorDatabase, work: LongWork): Promise<void> {
  const handle = db.getDb();
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    stopIfAsked(work);
    try {
      handle.exec('VACUUM');
      return;
    } catch (error) {
      if (!isTransient(error) || Date.now() >= deadline) throw asStorageError(error, handle.name);
      await sleep(PAUSE_MS);
    }
  }
}
