import { statSync } from 'node:fs';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * How long others are waited for, ms: shortly, for they wait meanwhile. Among many writers there is
 * never such a moment, and the WAL grows; from a size on it is worth more.
 */
const SHORT_MS = 20;
const LONG_MS = 200;
const LARGE_BYTES = 8 * 1024 * 1024;

/**
 * Moves what is in the WAL into the database's file and empties it, as far as readers allow.
 *
 * It must be emptied, not only moved: after the last connection of a process that doesn't close, the
 * next one reads the whole WAL again (SQLite, "Recovery"), forgets what was moved, and writes behind
 * it. A WAL of 29 MB cost every opening 13 ms.
 * @param overBytes only when the WAL is larger than this.
 * @returns whether a checkpoint ran.
 */
export function checkpoint(db: SpoorDatabase, overBytes = 0): boolean {
  const handle = db.getDb();
  // A stat opens nothing: opening the WAL beside a live connection would drop its locks.
  const size = statSync(`${handle.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= overBytes) return false;
  const timeout = handle.pragma('busy_timeout', { simple: true });
  handle.pragma(`busy_timeout=${size > LARGE_BYTES ? LONG_MS : SHORT_MS}`);
  try {
    handle.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    handle.pragma(`busy_timeout=${timeout}`);
  }
  return true;
}
