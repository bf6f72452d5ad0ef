import BetterSqlite3 from 'better-sqlite3';
import { asStorageError, StorageError } from '../errors.js';
import { type LongWork, stopIfAsked } from './long-work.js';

/** What is to be done between the last commit to the old content and the new content. */
export interface OverwriteOptions extends LongWork {
  /** Wait for other writers, ms; 5,000 by default. */
  readonly lockWaitMs?: number;
  /** Called when nobody else can write any more; when it throws, nothing is overwritten. */
  readonly whenLocked: () => void;
}

/**
 * Puts another database's content in place of a live one's, through SQLite's backup API: in one
 * transaction of the live file, which stays the same file. Other connections wait meanwhile, and go
 * on with the new content.
 * @param source path of a whole database that nobody uses.
 * @throws StorageError `LOCKED` when others kept writing; the live database is as it was, as after
 *   every other error.
 */
export async function overwriteDatabase(
  source: string,
  livePath: string,
  options: OverwriteOptions,
): Promise<void> {
  const handle = new BetterSqlite3(source, { readonly: true, fileMustExist: true });
  const deadline = Date.now() + (options.lockWaitMs ?? 5_000);
  try {
    for (let attempt = 1; ; attempt++) {
      stopIfAsked(options);
      const { totalPages } = await transfer(handle, livePath, options);
      // Where the lock was not to be had, better-sqlite3 tells of a copy of no pages.
      if (totalPages > 0) return;
      if (Date.now() >= deadline) {
        throw new StorageError('LOCKED', `${livePath}: the database is locked by another process`);
      }
      await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 4 * attempt));
    }
  } catch (error) {
    throw asStorageError(error, livePath);
  } finally {
    handle.close();
  }
}

const ALL_PAGES = 0x7fff_ffff;

/** The first step takes the write lock and copies nothing; the second one copies all. */
function transfer(
  handle: BetterSqlite3.Database,
  livePath: string,
  { whenLocked }: OverwriteOptions,
): Promise<BetterSqlite3.BackupMetadata> {
  return handle.backup(livePath, {
    progress: () => {
      whenLocked();
      return ALL_PAGES;
    },
  });
}
