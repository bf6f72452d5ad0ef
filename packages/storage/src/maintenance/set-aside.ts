import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { type BackupFile, backupName } from './backup-files.js';
import { compressFile } from './compress.js';
import { copyDatabase } from './copy-database.js';
import { giveName, newBackupFile } from './new-backup.js';
import { withWorkspace } from './workspace.js';

/**
 * Keeps a database as it is, before something is done to it that can't be taken back: quickly, for
 * others may be waiting.
 * @param temporary a path on the file system of `folder`.
 * @param check looks the copy through before it counts; left out where even a damaged one is to be kept.
 */
export async function setAside(
  db: SpoorDatabase,
  temporary: string,
  folder: string,
  reason: string,
  check: (path: string) => unknown = () => undefined,
): Promise<BackupFile> {
  const version = (handle: { pragma(text: string, options: object): unknown }) =>
    Number(handle.pragma('user_version', { simple: true }));
  const schemaVersion = await copyDatabase(db, temporary, version);
  check(temporary);
  const { path, createdAt } = newBackupFile(folder, isoTime(Date.now()), reason, false);
  giveName(temporary, path);
  return { path, createdAt, sizeBytes: statSync(path).size, reason, schemaVersion };
}

/** Compresses a backup; where that fails, it stays as it is. */
export async function compressBackup(file: BackupFile): Promise<BackupFile> {
  const folder = dirname(file.path);
  const path = join(folder, backupName(file.createdAt, file.reason, true));
  try {
    await withWorkspace(folder, async (workspace) => {
      const whole = join(workspace, 'spoor.db.gz');
      await compressFile(file.path, whole);
      giveName(whole, path);
    });
    rmSync(file.path);
    return { ...file, path, sizeBytes: statSync(path).size };
  } catch {
    return file;
  }
}
