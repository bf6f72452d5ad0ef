import BetterSqlite3 from 'better-sqlite3';
import { connect } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';
import { makePrivateFile } from '../files/safe-file.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';

/** Pages that are copied in one step: some milliseconds. */
const STEP_PAGES = 500;

/**
 * Copies a database, as it is at one moment, page by page into a new file that needs no WAL beside
 * it, while others write.
 *
 * The source is read in one transaction: without it every commit of another process starts the copy
 * anew, and under a steady load it never ends (measured: four writers, 170 MB). `VACUUM INTO` takes
 * about as long, but can't be stopped or watched, and keeps the process from everything else.
 * @param read asks something of the very state that is copied.
 * @throws StorageError
 */
export async function copyDatabase<T>(
  source: SpoorDatabase | string,
  target: string,
  read: (handle: Handle) => T,
  work: LongWork = {},
): Promise<T> {
  const shared = typeof source === 'string' ? undefined : source.getDb();
  // What lives in memory has no second connection; nobody else writes it either.
  if (shared?.memory === true) {
    const answer = read(shared);
    await copySnapshot(shared, target, work);
    return answer;
  }
  const handle = openReader(shared?.name ?? (source as string));
  try {
    beginSnapshot(handle);
    const answer = read(handle);
    await copySnapshot(handle, target, work);
    return answer;
  } finally {
    handle.close();
  }
}

/** Opens a connection of one's own to read a database's file. @throws StorageError */
export function openReader(path: string): Handle {
  const { handle, budget } = connect({ path, readonly: true });
  budget.release();
  return handle;
}

/** From here on the connection sees the database as it is now, whatever others do. */
export function beginSnapshot(handle: Handle): void {
  if (handle.inTransaction) handle.exec('COMMIT');
  handle.exec('BEGIN');
  handle.prepare('SELECT count(*) FROM sqlite_schema').get();
}

/** Copies what a connection sees into a new file. @throws StorageError */
export async function copySnapshot(
  handle: Handle,
  target: string,
  work: LongWork = {},
): Promise<void> {
  makePrivateFile(target);
  try {
    stopIfAsked(work);
    await handle.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        stopIfAsked(work);
        work.onProgress?.({ done: totalPages - remainingPages, total: totalPages, unit: 'pages' });
        return STEP_PAGES;
      },
    });
    leaveWal(target);
  } catch (error) {
    throw asStorageError(error, target);
  }
}

/** A copy has the source's journal mode; readers of a WAL need to write beside the file. */
function leaveWal(path: string): void {
  const handle = new BetterSqlite3(path);
  try {
    handle.pragma('journal_mode=DELETE');
  } finally {
    handle.close();
  }
}
