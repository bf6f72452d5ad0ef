import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { checkReplaceable } from './replaceable.js';
import { syncFolder } from './sync-folder.js';
import { removeUnfinished, unfinishedPath } from './unfinished.js';

/** Mode and owner that a file gets. */
export interface FileOwnership {
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Replaces a file's content in one step, or leaves it as it was: readers see the old content or the
 * new. Nobody else can read the new file before it has its final mode, whatever the umask.
 * @throws StorageError `UNSAFE_FILE` where a device, a pipe or a folder stands.
 */
export function writeAtomically(
  path: string,
  content: string | Uint8Array,
  ownership: FileOwnership,
): void {
  checkReplaceable(path);
  const temporary = unfinishedPath(path);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, content);
      const { uid, gid } = fstatSync(file);
      const owner = { uid: ownership.uid ?? uid, gid: ownership.gid ?? gid };
      if (owner.uid !== uid || owner.gid !== gid) fchownSync(file, owner.uid, owner.gid);
      fchmodSync(file, ownership.mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
  removeUnfinished(path);
}
