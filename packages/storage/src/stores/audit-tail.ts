import type { SpoorDatabase } from '../database/spoor-database.js';
import { AUDIT_COLUMNS, type AuditRow, entryOf, type SequencedAuditEntry } from './audit-entry.js';
import { type AuditFilter, conditionsOf, parametersOf } from './audit-filter.js';
import { findText } from './audit-search.js';
import { whereOf } from './where.js';

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
  const read = db.getDb().transaction(() => {
    const { from, conditions, parameters } = findText(db, filter.text);
    const all = ['seq > @afterSeq', ...testsOf(filter), ...conditions];
    return db
      .prepare<object, AuditRow & { seq: number }>(
        `SELECT seq, ${AUDIT_COLUMNS} FROM ${from}
         ${whereOf(all)} ORDER BY seq LIMIT @limit`,
      )
      .all({ ...parametersOf(filter), ...parameters, afterSeq, limit });
  });
  return read().map(entryOf);
}

/** Conditions that choose no index: the place has chosen it. */
function testsOf(filter: AuditFilter): string[] {
  return conditionsOf(filter).map((condition) => `+${condition.replace(/^\+/, '')}`);
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
