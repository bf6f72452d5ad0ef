import { lstatSync, type Stats } from 'node:fs';
import { StorageError } from '../errors.js';

/**
 * Checks what a new file is to be put in the place of. A rename takes the place of a device or a pipe
 * as well: root that exports to `/dev/null` would leave the machine without one.
 * @throws StorageError `UNSAFE_FILE` where something stands that is neither a file nor a link.
 */
export function checkReplaceable(path: string): void {
  const stats = statsOf(path);
  if (stats === undefined || stats.isFile() || stats.isSymbolicLink()) return;
  throw new StorageError('UNSAFE_FILE', `${path}: is no regular file; name one, or a new one`);
}

/** What can't be looked at can't be written either, and whoever does it says why. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
