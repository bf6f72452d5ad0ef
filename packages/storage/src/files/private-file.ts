import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAtomically } from './atomic-write.js';
import { makeFolders } from './make-folders.js';

/**
 * Replaces a small file in one step, readable by its owner alone: readers see the old content or
 * the new. A symbolic link stays; the file that it names is replaced.
 */
export function writePrivateFile(path: string, text: string): void {
  makeFolders(dirname(path));
  writeAtomically(realPath(path), text, { mode: 0o600 });
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
