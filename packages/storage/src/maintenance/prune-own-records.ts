import { addMs, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

const KEPT_MS = 30 * 86_400_000;

/** Removes upkeep's own records that are older than 30 days; the last run of each kind stays. */
export function pruneOwnRecords(db: SpoorDatabase, now: number): void {
  const before = addMs(isoTime(now), -KEPT_MS);
  db.transaction(() => {
    db.prepare<[string]>(
      `DELETE FROM maintenance_runs WHERE started_at < ?
       AND seq NOT IN (SELECT max(seq) FROM maintenance_runs GROUP BY operation)`,
    ).run(before);
    db.prepare<[string]>('DELETE FROM applied_writes WHERE applied_at < ?').run(before);
  });
}
