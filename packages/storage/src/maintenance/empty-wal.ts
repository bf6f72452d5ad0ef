import type { SpoorDatabase } from '../database/spoor-database.js';
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
function tryToEmpty(db: SpoorDatabase): boolean {
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
