import { closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addMs, type IsoTime } from '@spoor/core';
import { backupName } from './backup-files.js';

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

/** Gives a whole file its name so that after a power failure it is there, or nothing is. */
export function giveName(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
