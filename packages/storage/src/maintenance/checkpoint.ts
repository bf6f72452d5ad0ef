import { statSync } from 'node:fs';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Moves what is in the WAL into the database's file, as far as readers allow, without waiting.
 * @param overBytes only when the WAL is larger than this.
 * @returns whether a checkpoint ran.
 */
export function checkpoint(db: SpoorDatabase, overBytes = 0): boolean {
  const handle = db.getDb();
  // A stat opens nothing: opening the WAL beside a live connection would drop its locks.
  const size = statSync(`${handle.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= overBytes) return false;
  handle.pragma('wal_checkpoint(PASSIVE)');
  return true;
}
