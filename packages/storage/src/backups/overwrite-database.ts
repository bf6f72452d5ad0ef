import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';
import { asStorageError, StorageError } from '../errors.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';

/** What is to be done between the last commit to the old content and the new content. */
export interface OverwriteOptions extends Pick<LongWork, 'signal'> {
  /** Wait for other writers, ms; 5,000 by default. */
  readonly lockWaitMs?: number;
  /**
   * Called before the first page is written, when nobody else can write any more; what it puts into
   * the source goes along. When it throws, nothing is overwritten.
   */
  readonly whileLocked: () => void | Promise<void>;
}

/** Pages a step; other work of the process runs between two steps. */
const STEP_PAGES = 500;

/**
 * Puts another database's content in place of a live one's, through SQLite's backup API: in one
 * transaction of the live file, which stays the same file. Other connections wait meanwhile, and go
 * on with the new content: they see it all at once or not at all.
 * @param source a whole database that nobody else uses, or its path.
 * @throws StorageError `LOCKED` when others kept writing; the live database is as it was, as after
 *   every other error.
 */
export async function overwriteDatabase(
  source: Handle | string,
  livePath: string,
  options: OverwriteOptions,
): Promise<void> {
  const isOpen = typeof source !== 'string';
  const deadline = Date.now() + (options.lockWaitMs ?? 5_000);
  const handle = isOpen
    ? source
    : new BetterSqlite3(source, { readonly: true, fileMustExist: true });
  try {
    for (let attempt = 1; ; attempt++) {
      stopIfAsked(options);
      if (await tryToOverwrite(handle, livePath, options)) return;
      if (Date.now() >= deadline) {
        throw new StorageError('LOCKED', `${livePath}: the database is locked by another process`);
      }
      await wait(1 + Math.random() * Math.min(20, 4 * attempt));
    }
  } catch (error) {
    throw asStorageError(error, livePath);
  } finally {
    if (!isOpen) handle.close();
  }
}

/** @returns false when another process was writing. */
async function tryToOverwrite(
  source: Handle,
  livePath: string,
  { whileLocked }: OverwriteOptions,
): Promise<boolean> {
  let work: 'not begun' | 'under way' | 'done' = 'not begun';
  let failure: { readonly error: unknown } | null = null;
  const begin = async () => {
    work = 'under way';
    try {
      await whileLocked();
      work = 'done';
    } catch (error) {
      failure = { error };
    }
  };
  // The first step copies nothing: it takes the lock, and keeps it until the last one.
  const { totalPages } = await source.backup(livePath, {
    progress: () => {
      if (failure !== null) throw failure.error;
      if (work === 'not begun') void begin();
      return work === 'done' ? STEP_PAGES : 0;
    },
  });
  // better-sqlite3 takes a step that found the file locked for the end of a copy of no pages.
  return totalPages > 0;
}
