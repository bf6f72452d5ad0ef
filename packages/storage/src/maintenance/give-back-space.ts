import { statSync } from 'node:fs';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { emptyWal } from './empty-wal.js';
import { type LongWork, stopIfAsked } from './long-work.js';
import { writeGently } from './write-gently.js';

/** Pages that are given back in one transaction: some 1 MB. */
const SLICE_PAGES = 250;

/** How long readers and writers may keep the WAL in use, ms. */
const WAL_TIMEOUT_MS = 1_000;

/**
 * Gives the pages that the file holds but doesn't use back to the file system, in small
 * transactions, and empties the WAL, without which the file stays as long as it is.
 * @returns by how many bytes the file became shorter.
 */
export async function giveBackSpace(db: SpoorDatabase, work: LongWork = {}): Promise<number> {
  const { memory, name } = db.getDb();
  if (memory) return 0;
  const before = sizeOf(name);
  await returnFreePages(db, work);
  await emptyWal(db, WAL_TIMEOUT_MS, work);
  return Math.max(0, before - sizeOf(name));
}

/** Gives the pages that nothing uses back to the file system, in small transactions. */
export async function returnFreePages(db: SpoorDatabase, work: LongWork = {}): Promise<void> {
  const total = freePages(db);
  for (let free = total; free > 0; ) {
    stopIfAsked(work);
    work.onProgress?.({ done: total - free, total, unit: 'pages' });
    await writeGently(db, () => db.getDb().pragma(`incremental_vacuum(${SLICE_PAGES})`));
    const left = freePages(db);
    // A database that was not made for it gives nothing back.
    if (left >= free) return;
    free = left;
  }
}

/** Bytes that the database's content takes, whatever the file's length. */
export function usedBytes(db: SpoorDatabase): number {
  const ask = (name: string) => Number(db.getDb().pragma(name, { simple: true }));
  return (ask('page_count') - ask('freelist_count')) * ask('page_size');
}

function freePages(db: SpoorDatabase): number {
  return Number(db.getDb().pragma('freelist_count', { simple: true }));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
