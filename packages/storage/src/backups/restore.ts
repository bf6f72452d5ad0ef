import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, StorageError } from '../errors.js';
import { checkpoint } from '../maintenance/checkpoint.js';
import type { Lease } from '../maintenance/lease.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { trackRun } from '../maintenance/maintenance-runs.js';
import { takeUpkeepLease } from '../maintenance/upkeep-lease.js';
import { type BackupFile, listBackups } from './backup-files.js';
import { backupFolderOf } from './backup-name.js';
import { overwriteDatabase } from './overwrite-database.js';
import { prepareRestore } from './prepare-restore.js';
import { withContentSetAside } from './set-aside.js';
import { withWorkspace } from './workspace.js';

/** What to restore, and how. */
export interface RestoreOptions extends LongWork {
  /** A backup's path, or `latest`: the newest ordinary one. */
  readonly from: string;
  /** Where `latest` is looked for and the current content is set aside; `backups` beside it. */
  readonly folder?: string;
  /** Whether what is set aside is compressed; true by default. */
  readonly compress?: boolean;
}

/** What was restored. */
export interface RestoreReport {
  readonly path: string;
  readonly from: string;
  /** The backup's schema; an older one was brought up to date. */
  readonly schemaVersion: number;
  /** By table, after the restore. */
  readonly rows: Readonly<Record<string, number>>;
  /** What was there until then, whole to the last commit. */
  readonly setAside: BackupFile;
  readonly restoredAt: IsoTime;
}

/**
 * Puts a backup's content in place of the current one, while others write: they wait, and go on.
 * The backup is looked through and brought to the current schema in a copy first; what is there is
 * set aside, whole to the last commit before it is replaced: every commit is in one of the two.
 * What waits in the spool goes on waiting, and drains into what was restored. Sessions that were
 * forgotten since the backup stay forgotten.
 * @throws StorageError `NOT_FOUND`, `CORRUPT`, `NOT_SPOOR`, `NEWER_SCHEMA` for the backup; `LOCKED`
 *   when others kept writing. The database is then as it was.
 */
export async function restore(db: SpoorDatabase, options: RestoreOptions): Promise<RestoreReport> {
  const livePath = db.getDb().name;
  if (db.getDb().memory) throw new StorageError('INVALID', 'a database in memory has no backups');
  const folder = options.folder ?? backupFolderOf(livePath);
  const from = findBackup(options.from, folder, livePath);
  const lease = await leaseOf(db, options);
  try {
    return await trackRun(
      db,
      'restore',
      () =>
        withWorkspace(folder, (workspace) => replace(db, from, { ...options, folder, workspace })),
      ({ setAside }) => ({ from, setAside: setAside.path }),
    );
  } catch (error) {
    throw asStorageError(error, livePath);
  } finally {
    release(lease);
  }
}

async function replace(
  db: SpoorDatabase,
  from: string,
  options: RestoreOptions & { readonly folder: string; readonly workspace: string },
): Promise<RestoreReport> {
  const path = db.getDb().name;
  const { folder, signal, onProgress } = options;
  const copy = join(options.workspace, 'spoor.db');
  const prepared = await prepareRestore(db, from, copy, options);
  stopIfAsked(options);
  const work = { signal, onProgress };
  const reason = 'before-restore';
  return withContentSetAside(path, { ...work, folder, reason }, async (aside) => {
    await overwriteDatabase(copy, path, { signal, whileLocked: aside.freeze });
    const restoredAt = isoTime(Date.now());
    const setAside = await aside.finish({ compress: options.compress ?? true });
    checkpoint(db);
    return { path, from, ...prepared, setAside, restoredAt };
  });
}

/** Where the damage lies in the table of leases, there is no other upkeep to keep out. */
async function leaseOf(db: SpoorDatabase, work: LongWork): Promise<Lease | null> {
  try {
    return await takeUpkeepLease(db, work);
  } catch (error) {
    if (error instanceof StorageError && error.code !== 'CORRUPT') throw error;
    return null;
  }
}

function release(lease: Lease | null): void {
  try {
    lease?.release();
  } catch {
    // It ends by itself.
  }
}

function findBackup(from: string, folder: string, livePath: string): string {
  if (from === 'latest') {
    const latest = listBackups(folder).find(({ reason }) => reason === null);
    if (latest === undefined) throw new StorageError('NOT_FOUND', `${folder}: holds no backup`);
    return latest.path;
  }
  const file = statSync(from, { throwIfNoEntry: false });
  if (file === undefined) throw new StorageError('NOT_FOUND', `${from}: there is no such file`);
  if (!file.isFile()) throw new StorageError('UNSAFE_FILE', `${from}: is no regular file`);
  const live = statSync(livePath);
  if (file.ino === live.ino && file.dev === live.dev) {
    throw new StorageError('INVALID', `${from}: is the database itself, no backup of it`);
  }
  return from;
}
