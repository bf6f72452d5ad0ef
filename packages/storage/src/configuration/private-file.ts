import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newEventId } from '@spoor/core';
import { makeFolders } from '../database/make-folders.js';

/**
 * Replaces a small file in one step, readable by its owner alone: readers see the old content or
 * the new. A symbolic link stays; the file that it names is replaced.
 */
export function writePrivateFile(path: string, text: string): void {
  makeFolders(dirname(path));
  const target = realPath(path);
  const temporary = join(dirname(target), `.${basename(target)}.${newEventId(Date.now())}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      // The umask may have taken even our own bits.
      fchmodSync(file, 0o600);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
