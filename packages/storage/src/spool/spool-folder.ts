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
  // Nothing is left in another user's folder, not even an empty one of ours.
  const isMissing = lstat(folder) === undefined;
  if (isMissing && (lstat(dirname(folder)) === undefined || liesSafely(folder)))
    makeFolders(folder);
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
  return uid === undefined || (stats.uid === uid && liesSafely(folder));
}

/** Whether the folder above, and what it may be a link to, is ours or the system's. */
function liesSafely(folder: string): boolean {
  const uid = process.getuid?.();
  if (uid === undefined) return true;
  const parent = dirname(folder);
  const found = [lstat(parent), statSync(parent, { throwIfNoEntry: false })];
  return found.every((stats) => stats?.uid === uid || stats?.uid === 0);
}

function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return;
  }
}
