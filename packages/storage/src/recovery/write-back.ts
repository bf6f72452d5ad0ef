import { setTimeout as wait } from 'node:timers/promises';
import type { Handle } from '../database/handle.js';
import { StorageError } from '../errors.js';

/** Pages a step; other work of the process runs between two steps. */
const PAGES = 500;

/**
 * Writes a whole database over a live one, through SQLite's backup API: connections that others have
 * open stay valid, and see it all at once or not at all.
 *
 * @param whileLocked runs before the first page is written, when nobody else can write any more: what
 * it puts into `source` goes along. Nothing is written when it throws.
 * @throws StorageError `LOCKED` when other writers never let go; SqliteError `NOTADB`, `CORRUPT` and
 * the like when SQLite can't open what is there.
 */
export async function writeBack(
  source: Handle,
  livePath: string,
  whileLocked: () => Promise<void>,
  waitMs = 30_000,
): Promise<void> {
  const end = Date.now() + waitMs;
  while (!(await tryWriteBack(source, livePath, whileLocked))) {
    if (Date.now() > end) {
      throw new StorageError('LOCKED', `${livePath}: other processes are writing all the time`);
    }
    await wait(5 + Math.random() * 20);
  }
}

/** @returns false when another process was writing. */
async function tryWriteBack(
  source: Handle,
  livePath: string,
  whileLocked: () => Promise<void>,
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
      return work === 'done' ? PAGES : 0;
    },
  });
  // better-sqlite3 takes a step that found the file locked for the end of a copy of no pages.
  return totalPages > 0;
}
