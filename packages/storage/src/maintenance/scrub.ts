import { setTimeout as sleep } from 'node:timers/promises';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Free pages that one step gives back: some milliseconds of the write lock. */
const PAGES = 500;

/** Gives the pages that nothing uses back to the file system, in small steps. */
export async function returnFreePages(db: SpoorDatabase): Promise<void> {
  const handle = db.getDb();
  const free = () => Number(handle.pragma('freelist_count', { simple: true }));
  for (let before = free(); before > 0; ) {
    db.transaction(() => handle.pragma(`incremental_vacuum(${PAGES})`));
    const after = free();
    // A database that was not made for it gives nothing back.
    if (after >= before) return;
    before = after;
    await sleep(2);
  }
}

/**
 * Moves all of the write-ahead log into the file and empties it, waiting for readers and writers.
 * @returns false when one of them held on for longer than `timeoutMs`.
 */
export async function emptyWal(db: SpoorDatabase, timeoutMs: number): Promise<boolean> {
  const handle = db.getDb();
  const usual = handle.pragma('busy_timeout', { simple: true });
  const deadline = Date.now() + timeoutMs;
  handle.pragma('busy_timeout=50');
  try {
    for (;;) {
      const rows = handle.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (rows[0]?.busy === 0) return true;
      if (Date.now() >= deadline) return false;
      await sleep(20);
    }
  } finally {
    handle.pragma(`busy_timeout=${usual}`);
  }
}
