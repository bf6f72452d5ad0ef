import { type IsoTime, isoTime } from '@spoor/core';
import type { BackupFile } from '../backups/backup-files.js';
import { backupFolderOf } from '../backups/backup-name.js';
import { withContentSetAside } from '../backups/set-aside.js';
import { verifyDatabase } from '../backups/verify-database.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, StorageError } from '../errors.js';
import { auditOperation } from '../stores/audit-operation.js';
import { emptyTables } from './empty-tables.js';
import { giveBackSpace } from './give-back-space.js';
import type { LongWork } from './long-work.js';
import { trackRun } from './maintenance-runs.js';
import { takeUpkeepLease } from './upkeep-lease.js';

/** How to reset. */
export interface ResetOptions extends LongWork {
  /** Brings what waits in the spool into the database first, so that it can't come back later. */
  readonly drain?: () => void;
  /** Where what was there is set aside; `backups` beside the database by default. */
  readonly folder?: string;
  /** Whether that is compressed; true by default. */
  readonly compress?: boolean;
}

/** What a reset did. */
export interface ResetReport {
  readonly path: string;
  /** Rows that went, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** What was there until then, whole to the last commit. */
  readonly setAside: BackupFile;
  readonly resetAt: IsoTime;
}

/**
 * Empties the database, which stays the same file with the same schema; other connections wait
 * meanwhile, and go on. What was there is backed up first, and kept whole to the last commit before:
 * every commit is either in that backup or in what is written afterwards. Sessions to be forgotten and upkeep's own
 * memory stay, and row numbers go on from where they were, for live views count on it.
 * @throws StorageError; the database is then as it was.
 */
export async function reset(db: SpoorDatabase, options: ResetOptions = {}): Promise<ResetReport> {
  const path = db.getDb().name;
  if (db.getDb().memory) throw new StorageError('INVALID', 'a database in memory needs no reset');
  const folder = options.folder ?? backupFolderOf(path);
  const lease = await takeUpkeepLease(db, options);
  try {
    return await trackRun(
      db,
      'reset',
      () => empty(db, folder, options),
      ({ setAside }) => ({ setAside: setAside.path }),
    );
  } catch (error) {
    throw asStorageError(error, path);
  } finally {
    lease.release();
  }
}

async function empty(
  db: SpoorDatabase,
  folder: string,
  { drain, compress = true, signal, onProgress }: ResetOptions,
): Promise<ResetReport> {
  const path = db.getDb().name;
  drain?.();
  const options = { signal, onProgress, folder, reason: 'before-reset', check: verifyDatabase };
  return withContentSetAside(path, options, async (aside) => {
    const rows = db.transaction(() => {
      aside.freeze();
      const gone = emptyTables(db);
      auditOperation(db, { action: 'database.reset', details: { backups: folder } });
      return gone;
    });
    const resetAt = isoTime(Date.now());
    const setAside = await aside.finish({ compress });
    await giveBackSpace(db, { onProgress });
    return { path, rows, setAside, resetAt };
  });
}
