import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, isEnvironmental, StorageError } from '../errors.js';
import { giveName } from '../files/give-name.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { trackRun } from '../maintenance/maintenance-runs.js';
import { auditOperation } from '../stores/audit-operation.js';
import type { BackupFile } from './backup-files.js';
import { backupFolderOf, type NewBackup, newBackupFile } from './backup-name.js';
import { compressFile } from './compress.js';
import { copyDatabase } from './copy-database.js';
import { type RotationOptions, rotateBackups } from './rotate-backups.js';
import { countAllRows, verifyDatabase } from './verify-database.js';
import { withWorkspace } from './workspace.js';

/** How to back up. */
export interface BackupOptions extends LongWork, Omit<RotationOptions, 'now'> {
  /** Where backups are kept; `backups` beside the database by default. */
  readonly folder?: string;
  /** A file of the caller's own choice instead; it must not be there yet, and isn't rotated. */
  readonly output?: string;
  /** With gzip; true by default, and what the name of `output` says. */
  readonly compress?: boolean;
  /** Not a user's doing: it stays out of the audit log. */
  readonly automatic?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** A backup that was made. */
export interface BackupReport extends BackupFile {
  /** Of the database itself; the backup may be compressed. */
  readonly databaseBytes: number;
  readonly schemaVersion: number;
  /** By table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Older backups that went. */
  readonly removed: readonly BackupFile[];
}

/**
 * Backs the database up while others write: what was committed before the call is in it. The copy is
 * looked through before it gets its name; one that was broken off leaves nothing that counts.
 * @throws StorageError `CORRUPT` when the database itself is damaged; no older backup is removed then.
 */
export async function backup(
  db: SpoorDatabase,
  options: BackupOptions = {},
): Promise<BackupReport> {
  return trackRun(
    db,
    'backup',
    async () => {
      const made = await makeBackup(db, options);
      if (options.automatic !== true) audit(db, made);
      const removed =
        options.output === undefined ? rotateBackups(dirname(made.path), rotation(options)) : [];
      return { ...made, removed };
    },
    ({ path, sizeBytes, removed }) => ({ path, sizeBytes, removed: removed.length }),
  );
}

/** Where the database's disk is full, a backup on another one counts all the more. */
function audit(db: SpoorDatabase, { path, sizeBytes }: Pick<BackupFile, 'path' | 'sizeBytes'>) {
  const details = { path, sizeBytes };
  try {
    db.transaction(() => auditOperation(db, { action: 'database.backup', details }));
  } catch (error) {
    if (!isEnvironmental(error)) throw error;
  }
}

function rotation({ keep, maxAgeDays, now = Date.now }: BackupOptions): RotationOptions {
  return {
    now: now(),
    ...(keep === undefined ? {} : { keep }),
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
  };
}

async function makeBackup(
  db: SpoorDatabase,
  options: BackupOptions,
): Promise<Omit<BackupReport, 'removed'>> {
  const target = targetOf(db, options);
  try {
    return await withWorkspace(target.folder, (workspace) =>
      fill(db, join(workspace, 'spoor.db'), target, options),
    );
  } catch (error) {
    throw asStorageError(error, target.path);
  }
}

function targetOf(db: SpoorDatabase, options: BackupOptions): NewBackup {
  const { output, compress = true, now = Date.now } = options;
  const createdAt = isoTime(now());
  if (output === undefined) {
    return newBackupFile(options.folder ?? folderOf(db), createdAt, null, compress);
  }
  const path = resolve(output);
  const folder = dirname(path);
  if (existsSync(path)) throw new StorageError('INVALID', `${path}: is there already`);
  if (!existsSync(folder))
    throw new StorageError('CANT_OPEN', `${folder}: there is no such folder`);
  return { folder, path, createdAt, compressed: path.endsWith('.gz') };
}

function folderOf(db: SpoorDatabase): string {
  const { memory, name } = db.getDb();
  if (!memory) return backupFolderOf(name);
  throw new StorageError('INVALID', 'a database in memory needs a `folder` for its backups');
}

async function fill(
  db: SpoorDatabase,
  copy: string,
  target: NewBackup,
  options: BackupOptions,
): Promise<Omit<BackupReport, 'removed'>> {
  const rows = await copyDatabase(db, copy, countAllRows, options);
  stopIfAsked(options);
  const found = verifyDatabase(copy);
  requireSameRows(rows, found.rows, copy);
  const databaseBytes = statSync(copy).size;
  const whole = target.compressed ? `${copy}.gz` : copy;
  if (target.compressed) await compressFile(copy, whole, options);
  stopIfAsked(options);
  giveName(whole, target.path);
  return {
    path: target.path,
    createdAt: target.createdAt,
    sizeBytes: statSync(target.path).size,
    reason: null,
    databaseBytes,
    ...found,
  };
}

function requireSameRows(
  expected: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
  copy: string,
): void {
  const wrong = Object.keys(expected).find((table) => expected[table] !== found[table]);
  if (wrong === undefined) return;
  throw new StorageError(
    'CORRUPT',
    `${basename(copy)}: the copy has ${found[wrong] ?? 'no'} rows of ${wrong} instead of ${expected[wrong]}`,
  );
}
