import type { SpoorDatabase } from '../database/spoor-database.js';
import { DETAIL_WORDS, indexedUpTo } from './audit-search.js';

/** How far to index. */
export interface IndexAuditOptions {
  /** Entries a transaction; small ones let other writers through. 500 by default. */
  readonly batchSize?: number;
  /** At most about so many entries; all by default. */
  readonly limit?: number;
}

/**
 * Brings entries that were written since the last time into the full-text index of the audit log:
 * recording doesn't, so that a hook has less to do. Searches find the others too, only slower.
 * @returns how many came into the index, and whether it now has them all.
 * @throws StorageError when the database can't be written.
 */
export function indexAudit(
  db: SpoorDatabase,
  { batchSize = 500, limit = Infinity }: IndexAuditOptions = {},
): { indexed: number; complete: boolean } {
  let indexed = 0;
  while (indexed < limit) {
    const count = db.transaction(() => indexBatch(db, batchSize));
    indexed += count;
    if (count < batchSize) return { indexed, complete: true };
  }
  return { indexed, complete: false };
}

function indexBatch(db: SpoorDatabase, size: number): number {
  const after = indexedUpTo(db);
  const last = db
    .prepare<[number, number], { seq: number | null }>(
      `SELECT max(seq) AS seq FROM (
         SELECT seq FROM audit_logs WHERE seq > ? ORDER BY seq LIMIT ?)`,
    )
    .get(after, size)?.seq;
  if (last === null || last === undefined) return 0;
  const { changes } = db
    .prepare<[number, number]>(
      `INSERT INTO audit_fts (rowid, action, agent, details)
       SELECT seq, action, agent, ${DETAIL_WORDS} FROM audit_logs
       WHERE seq > ? AND seq <= ? ORDER BY seq`,
    )
    .run(after, last);
  db.prepare<[number]>("UPDATE search_cursors SET seq = ? WHERE name = 'audit'").run(last);
  return changes;
}
