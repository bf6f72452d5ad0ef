import BetterSqlite3 from 'better-sqlite3';
import { connect } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { makePrivateFile } from '../database/safe-file.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';
import { type LongWork, stopIfAsked } from './long-work.js';

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
  makePrivateFile(target);
  try {
    const result = await withSnapshot(source, async (handle) => {
      const answer = read(handle);
      await copyPages(handle, target, work);
      return answer;
    });
    leaveWal(target);
    return result;
  } catch (error) {
    throw asStorageError(error, target);
  }
}

async function withSnapshot<T>(
  source: SpoorDatabase | string,
  use: (handle: Handle) => Promise<T>,
): Promise<T> {
  const shared = typeof source === 'string' ? undefined : source.getDb();
  // What lives in memory has no second connection; nobody else writes it either.
  if (shared?.memory === true) return use(shared);
  const path = shared?.name ?? (source as string);
  const { handle, budget } = connect({ path, readonly: true });
  try {
    budget.release();
    handle.exec('BEGIN');
    handle.prepare('SELECT count(*) FROM sqlite_schema').get();
    return await use(handle);
  } finally {
    handle.close();
  }
}

async function copyPages(source: Handle, target: string, work: LongWork): Promise<void> {
  stopIfAsked(work);
  await source.backup(target, {
    progress: ({ totalPages, remainingPages }) => {
      stopIfAsked(work);
      work.onProgress?.({ done: totalPages - remainingPages, total: totalPages, unit: 'pages' });
      return STEP_PAGES;
    },
  });
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
