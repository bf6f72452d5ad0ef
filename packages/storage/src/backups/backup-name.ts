import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addMs, type IsoTime } from '@spoor/core';

/** The folder of a database's backups. */
export function backupFolderOf(databasePath: string): string {
  return join(dirname(databasePath), 'backups');
}

/** A backup's file name: `spoor-2026-11-21T09-24-00.123Z.db.gz`, with the reason before `.db`. */
export function backupName(createdAt: IsoTime, reason: string | null, compressed: boolean): string {
  const time = createdAt.replaceAll(':', '-');
  const why = reason === null ? '' : `-${reason}`;
  return `spoor-${time}${why}.db${compressed ? '.gz' : ''}`;
}

/** A backup that is to be made. */
export interface NewBackup {
  readonly folder: string;
  readonly path: string;
  readonly createdAt: IsoTime;
  readonly compressed: boolean;
}

/** The file for a new backup: a name that nobody has yet, a millisecond later if need be. */
export function newBackupFile(
  folder: string,
  time: IsoTime,
  reason: string | null,
  compressed: boolean,
): NewBackup {
  for (let createdAt = time; ; createdAt = addMs(createdAt, 1)) {
    const path = join(folder, backupName(createdAt, reason, compressed));
    if (!existsSync(path)) return { folder, path, createdAt, compressed };
  }
}
