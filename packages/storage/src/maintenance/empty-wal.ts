import type { SpoorDatabase } from '../database/spoor-database.js';
import { moveWal, truncateWal } from './checkpoint.js';
import { type LongWork, stopIfAsked } from './long-work.js';
import { pause } from './write-gently.js';

/** Before the next attempt, ms. */
const AGAIN_MS = 50;

/**
 * Moves all of the write-ahead log into the file and empties it, waiting for readers and writers.
 * @returns false when one of them held on for longer than `timeoutMs`.
 */
export async function emptyWal(
  db: SpoorDatabase,
  timeoutMs: number,
  work: LongWork = {},
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!tryToEmpty(db)) {
    if (Date.now() >= deadline) return false;
    stopIfAsked(work);
    await pause(AGAIN_MS);
  }
  return true;
}

/** Others wait for a checkpoint that waits for a reader: not for long. */
const WAIT_MS = 20;

function tryToEmpty(db: SpoorDatabase): boolean {
  const handle = db.getDb();
  // Most of the work is done by the one that stops nobody.
  moveWal(handle, 'PASSIVE');
  return truncateWal(handle, WAIT_MS);
}
