import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';

/** Rows of an index that are looked at: a few milliseconds, however many there are. */
const ANALYSIS_LIMIT = 400;

/**
 * Brings the query planner's statistics up to date where that pays, from a bounded look (SQLite,
 * `PRAGMA optimize`).
 * @throws StorageError `LOCKED` while others write for longer than is waited: that can be put off.
 */
export function optimize(db: SpoorDatabase): void {
  const handle = db.getDb();
  try {
    handle.pragma(`analysis_limit=${ANALYSIS_LIMIT}`);
    handle.pragma('optimize');
  } catch (error) {
    throw asStorageError(error, handle.name);
  }
}
