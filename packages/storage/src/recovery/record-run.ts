import { isoTime, type JsonObject } from '@spoor/core';
import { SpoorDatabase } from '../database/spoor-database.js';

/** A run of some upkeep that is over. */
export interface MaintenanceRun {
  readonly operation: string;
  readonly startedAt: string;
  readonly outcome: 'success' | 'failure' | 'interrupted';
  readonly details: JsonObject;
}

/** Keeps a run in `maintenance_runs`, unless the database can't be written now. */
export function recordRun(path: string, run: MaintenanceRun): void {
  try {
    const db = new SpoorDatabase({ path, busyTimeoutMs: 1_000, migrations: 'none' });
    try {
      insertRun(db, run);
    } finally {
      db.close();
    }
  } catch {
    // It is told to the caller either way; a log that can't be written must not hide it.
  }
}

/** Keeps a run in `maintenance_runs`. */
export function insertRun(db: SpoorDatabase, run: MaintenanceRun): void {
  db.prepare<object>(
    `INSERT INTO maintenance_runs (operation, started_at, finished_at, outcome, details)
     VALUES (@operation, @startedAt, @finishedAt, @outcome, @details)`,
  ).run({ ...run, finishedAt: isoTime(Date.now()), details: JSON.stringify(run.details) });
}
