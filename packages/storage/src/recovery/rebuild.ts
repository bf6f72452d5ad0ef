import { join } from 'node:path';
import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { LongWork } from '../maintenance/long-work.js';
import { recordRun } from '../maintenance/maintenance-runs.js';
import { auditOperation } from '../stores/audit-operation.js';
import { copyAside } from './damaged-files.js';
import { type FilledFromBackup, fillFromBackup } from './fill-from-backup.js';
import { finishSalvage } from './finish-salvage.js';
import { type SalvageReport, salvage } from './salvage.js';

/** What a new database is made of. */
export interface RebuildOptions extends LongWork {
  /** The new one, still empty. */
  readonly db: SpoorDatabase;
  /** The damaged one, with its WAL; only read. */
  readonly original: string;
  readonly folder: string;
  /** A folder for what is needed on the way. */
  readonly work: string;
  readonly backupsFolder: string;
  readonly startedAtMs: number;
}

/** What the new database holds. */
export interface Rebuilt extends SalvageReport {
  readonly filled: FilledFromBackup | null;
  /** How many transcripts are to be read again from their beginning, which brings back what was lost. */
  readonly transcriptsAnew: number;
}

/** Tables with rows that come from transcripts. */
const FROM_TRANSCRIPTS = [
  'sessions',
  'messages',
  'token_usage',
  'execution_traces',
  'turn_prompts',
  'tool_calls',
  'agent_invocations',
  'checkpoints',
];

/**
 * Fills a new database from a damaged one and the latest good backup, and checks it.
 * @throws StorageError when it can't be made whole.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { db, folder, work } = options;
  const copyPath = copyAside(options.original, work, 'copy.db');
  const asidePath = join(folder, 'refused.jsonl');
  const report = await salvage({ ...options, copyPath, asidePath });
  const damaged = new Set(report.tables.filter((one) => !one.whole).map(({ table }) => table));
  const filled =
    damaged.size === 0
      ? null
      : await fillFromBackup({ ...options, target: db.getDb(), tables: damaged, workFolder: work });
  const transcriptsAnew = FROM_TRANSCRIPTS.some((table) => damaged.has(table))
    ? forgetHowFarRead(db)
    : 0;
  const details = {
    folder,
    damagedTables: [...damaged],
    rows: report.tables.reduce((sum, { rows }) => sum + rows, 0),
    missing: report.tables.reduce((sum, { missing }) => sum + missing, 0),
    backup: filled?.path ?? null,
  };
  db.transaction(() => {
    auditOperation(db, { action: 'database.repair', details });
    const startedAt = isoTime(options.startedAtMs);
    recordRun(db, { operation: 'repair', startedAt, outcome: 'success', details });
  });
  finishSalvage(db.getDb(), asidePath);
  return { ...report, filled, transcriptsAnew };
}

/** A cursor says that all before it is in the store, which it isn't any more. */
function forgetHowFarRead(db: SpoorDatabase): number {
  return db.prepare<[]>('DELETE FROM transcript_cursors').run().changes;
}
