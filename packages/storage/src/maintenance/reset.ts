import { join } from 'node:path';
import { type IsoTime, isoTime } from '@spoor/core';
import { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, StorageError } from '../errors.js';
import { auditOperation } from '../stores/audit-operation.js';
import { type BackupFile, backupFolderOf } from './backup-files.js';
import { emptyTables } from './empty-tables.js';
import { giveBackSpace } from './give-back-space.js';
import type { LongWork } from './long-work.js';
import { trackRun } from './maintenance-runs.js';
import { compressBackup, setAside } from './set-aside.js';
import { takeUpkeepLease } from './upkeep-lease.js';
import { verifyDatabase } from './verify-database.js';
import { withWorkspace } from './workspace.js';

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
 * meanwhile, and go on. What was there is set aside first, under the same lock: every commit is
 * either in that backup or in what is written afterwards. Sessions to be forgotten and upkeep's own
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
  { drain, compress, onProgress }: ResetOptions,
): Promise<ResetReport> {
  const path = db.getDb().name;
  drain?.();
  const { rows, file } = await withWorkspace(folder, (workspace) =>
    emptyUnderLock(path, join(workspace, 'spoor.db'), folder),
  );
  await giveBackSpace(db, { onProgress });
  const kept = compress === false ? file : await compressBackup(file);
  return { path, rows, setAside: kept, resetAt: isoTime(Date.now()) };
}

/** On a connection of its own: the caller's may be asked for other things while the copy is made. */
async function emptyUnderLock(
  path: string,
  copy: string,
  folder: string,
): Promise<{ rows: Record<string, number>; file: BackupFile }> {
  const db = new SpoorDatabase({ path });
  const handle = db.getDb();
  try {
    handle.exec('BEGIN IMMEDIATE');
    const file = await setAside(db, copy, folder, 'before-reset', verifyDatabase);
    const rows = emptyTables(db);
    auditOperation(db, { action: 'database.reset', details: { setAside: file.path } });
    handle.exec('COMMIT');
    return { rows, file };
  } finally {
    // Leaves an unfinished transaction as if it had never been.
    db.close();
  }
}
