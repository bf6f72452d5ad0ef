import { type IsoTime, isoTime, type JsonObject, messageOf, redactJson } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';

/** Some upkeep that ran: `backup`, `restore`, `cleanup`, `reset`, `maintain`, `check`. */
export interface MaintenanceRun {
  readonly operation: string;
  readonly startedAt: IsoTime;
  /** Null while it runs, and for ever when its process was killed. */
  readonly finishedAt: IsoTime | null;
  readonly outcome: 'success' | 'failure' | 'interrupted' | null;
  readonly details: JsonObject;
}

/** Upkeep that has just ended. */
export type EndedRun = Omit<MaintenanceRun, 'finishedAt' | 'outcome'> & {
  readonly outcome: NonNullable<MaintenanceRun['outcome']>;
};

/** Notes upkeep that has ended now. @throws StorageError when it can't be written. */
export function recordRun(db: SpoorDatabase, run: EndedRun): void {
  const finishedAt = isoTime(Date.now());
  db.transaction(() =>
    db
      .prepare<object>(
        `INSERT INTO maintenance_runs (operation, started_at, finished_at, outcome, details)
         VALUES (@operation, @startedAt, @finishedAt, @outcome, @details)`,
      )
      .run({ ...run, finishedAt, details: JSON.stringify(redactJson(run.details)) }),
  );
}

/**
 * Runs some upkeep and notes how it went. Where the note can't be written, the work counts.
 * @param describe what of its result is worth keeping.
 * @param succeeded what its result says; true by default, for what fails throws.
 */
export async function trackRun<T>(
  db: SpoorDatabase,
  operation: string,
  run: () => Promise<T>,
  describe: (result: T) => JsonObject,
  succeeded: (result: T) => boolean = () => true,
): Promise<T> {
  const startedAt = isoTime(Date.now());
  const note = (outcome: EndedRun['outcome'], details: JsonObject) =>
    noteQuietly(db, { operation, startedAt, outcome, details });
  try {
    const result = await run();
    note(succeeded(result) ? 'success' : 'failure', describe(result));
    return result;
  } catch (error) {
    const stopped = error instanceof StorageError && error.code === 'CANCELLED';
    note(stopped ? 'interrupted' : 'failure', { error: messageOf(error) });
    throw error;
  }
}

/** The last run of an operation, or of any. */
export function lastRun(db: SpoorDatabase, operation: string): MaintenanceRun | null {
  const row = db
    .prepare<[string], Omit<MaintenanceRun, 'details'> & { details: string }>(
      `SELECT operation, started_at AS startedAt, finished_at AS finishedAt, outcome, details
       FROM maintenance_runs WHERE operation = ? ORDER BY started_at DESC, seq DESC LIMIT 1`,
    )
    .get(operation);
  return row === undefined ? null : { ...row, details: JSON.parse(row.details) as JsonObject };
}

function noteQuietly(db: SpoorDatabase, run: EndedRun): void {
  try {
    recordRun(db, run);
  } catch {
    // The disk that failed the work fails the note too; the caller hears of the work.
  }
}
