import type { SpoorDatabase } from '../database/spoor-database.js';
import { AUDIT_COLUMNS, type AuditRow, entryOf, type SequencedAuditEntry } from './audit-entry.js';
import { type AuditFilter, conditionsOf } from './audit-filter.js';
import { findText } from './audit-search.js';

/**
 * Entries in the order in which they were written, from behind a place on: whatever their times
 * say, each is seen once by whoever goes on from the last `seq`.
 */
export function readAuditTail(
  db: SpoorDatabase,
  afterSeq: number,
  limit: number,
  filter: AuditFilter,
): SequencedAuditEntry[] {
  const text = filter.text?.trim();
  const conditions = conditionsOf(filter).map((condition) => condition.replace(/^\+?/, '+'));
  const read = db.getDb().transaction(() => {
    const hits = text ? findText(db, text, Number.MAX_SAFE_INTEGER - 1) : null;
    if (hits !== null) conditions.push('seq IN (SELECT value FROM json_each(@seqs))');
    return db
      .prepare<object, AuditRow & { seq: number }>(
        `SELECT seq, ${AUDIT_COLUMNS} FROM audit_logs
         WHERE ${['seq > @afterSeq', ...conditions].join(' AND ')} ORDER BY seq LIMIT @limit`,
      )
      .all({
        ...filter,
        afterSeq,
        limit,
        seqs: hits !== null && 'seqs' in hits ? JSON.stringify(hits.seqs) : null,
      });
  });
  return read().map(entryOf);
}

/** The place of the entry that was written last; 0 when there was none. Never goes back. */
export function latestAuditSeq(db: SpoorDatabase): number {
  const row = db
    .prepare<[], { seq: number }>(
      `SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit_logs'), 0),
         coalesce((SELECT max(seq) FROM audit_logs), 0)) AS seq`,
    )
    .get();
  return row?.seq ?? 0;
}
