import { chmodSync, lstatSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../errors.js';
import { makeFolders } from '../files/make-folders.js';

/**
 * Makes a spool's folder, or checks the one that is there: ours, no link, closed to others.
 * A fallback lies where other users can write too, so the folder above it is checked as well.
 * @throws StorageError `UNSAFE_FILE`
 */
export function makeSpoolFolder(folder: string): void {
  if (lstat(folder) === undefined) makeFolders(folder);
  const stats = lstat(folder);
  if (!isOurs(folder, stats)) {
    throw new StorageError('UNSAFE_FILE', `${folder}: is no folder of yours`);
  }
  if ((stats.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/** Whether a folder is there that we may take events from. */
export function isSpoolFolder(folder: string): boolean {
  return isOurs(folder, lstat(folder));
}

function isOurs(folder: string, stats: Stats | undefined): stats is Stats {
  if (stats === undefined || !stats.isDirectory()) return false;
  const uid = process.getuid?.();
  if (uid === undefined) return true;
  const parent = dirname(folder);
  return stats.uid === uid && [lstatSync(parent), statSync(parent)].every((s) => trusted(s, uid));
}

function trusted(stats: Stats, uid: number): boolean {
  return stats.uid === uid || stats.uid === 0;
}

function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return;
  }
}
