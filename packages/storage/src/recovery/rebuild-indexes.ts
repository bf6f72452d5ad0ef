import { isoTime } from '@spoor/core';
import { SpoorDatabase } from '../database/spoor-database.js';
import { isTransient } from '../errors.js';
import { recordRun } from '../maintenance/maintenance-runs.js';
import { auditOperation } from '../stores/audit-operation.js';
import { rebuildUsageSums } from '../stores/usage/usage-sums.js';
import type { Problem } from './problem.js';

const MADE_FROM_TABLES: ReadonlySet<Problem['kind']> = new Set(['index', 'full-text', 'sums']);

/** Whether all that a deep check found can be made anew from the tables, which are whole. */
export function isOnlyIndexes(problems: readonly Problem[]): boolean {
  return problems.length > 0 && problems.every(({ kind }) => MADE_FROM_TABLES.has(kind));
}

/**
 * Makes indexes, full text and sums anew from the tables, in one transaction that holds only if the
 * database is whole then. No row is touched.
 * @returns whether that helped; if not, the database is as it was.
 * @throws StorageError `LOCKED`
 */
export function rebuildIndexes(path: string, problems: readonly Problem[]): boolean {
  const startedAt = isoTime(Date.now());
  const details = { rebuilt: [...new Set(problems.map(({ table, kind }) => table ?? kind))] };
  const db = new SpoorDatabase({ path });
  try {
    db.transaction(() => {
      const handle = db.getDb();
      handle.exec(`
        REINDEX;
        INSERT INTO lessons_fts (lessons_fts) VALUES ('rebuild');
        INSERT INTO audit_fts (audit_fts) VALUES ('delete-all');
        INSERT INTO messages_fts (messages_fts) VALUES ('delete-all');
        INSERT INTO calls_fts (calls_fts) VALUES ('delete-all');
        UPDATE search_cursors SET seq = 0`);
      rebuildUsageSums(handle);
      auditOperation(db, { action: 'database.repair', details });
      recordRun(db, { operation: 'repair', startedAt, outcome: 'success', details });
      const found = handle.pragma('integrity_check(1)', { simple: true });
      if (found !== 'ok') throw new Error(String(found));
    });
    return true;
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  } finally {
    db.close();
  }
}
