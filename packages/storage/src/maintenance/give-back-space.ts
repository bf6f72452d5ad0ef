import { statSync } from 'node:fs';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { type LongWork, stopIfAsked } from './long-work.js';
import { pause, writeGently } from './write-gently.js';

/** Pages that are given back in one transaction: some 1 MB. */
const SLICE_PAGES = 250;

/** Tries to empty the WAL, while readers and writers are in the way. */
const ATTEMPTS = 20;
const AGAIN_MS = 50;

/**
 * Gives the pages that the file holds but doesn't use back to the file system, in small
 * transactions, and empties the WAL, without which the file stays as long as it is.
 * @returns by how many bytes the file became shorter.
 */
export async function giveBackSpace(db: SpoorDatabase, work: LongWork = {}): Promise<number> {
  const handle = db.getDb();
  if (handle.memory) return 0;
  const before = sizeOf(handle.name);
  const total = freePages(db);
  for (let free = total; free > 0; ) {
    stopIfAsked(work);
    work.onProgress?.({ done: total - free, total, unit: 'pages' });
    await writeGently(db, () => handle.pragma(`incremental_vacuum(${SLICE_PAGES})`));
    const left = freePages(db);
    if (left >= free) break;
    free = left;
  }
  for (let attempt = 0; attempt < ATTEMPTS && !emptyWal(db); attempt++) {
    stopIfAsked(work);
    await pause(AGAIN_MS);
  }
  return Math.max(0, before - sizeOf(handle.name));
}

/** Bytes that the database's content takes, whatever the file's length. */
export function usedBytes(db: SpoorDatabase): number {
  const ask = (name: string) => Number(db.getDb().pragma(name, { simple: true }));
  return (ask('page_count') - ask('freelist_count')) * ask('page_size');
}

function freePages(db: SpoorDatabase): number {
  return Number(db.getDb().pragma('freelist_count', { simple: true }));
}

/** Others wait for a checkpoint that waits for a reader: not for long. */
function emptyWal(db: SpoorDatabase): boolean {
  const handle = db.getDb();
  const timeout = handle.pragma('busy_timeout', { simple: true });
  handle.pragma('busy_timeout=20');
  try {
    // Most of the work is done by the one that stops nobody.
    handle.pragma('wal_checkpoint(PASSIVE)');
    const [row] = handle.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return row?.busy === 0;
  } finally {
    handle.pragma(`busy_timeout=${timeout}`);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
