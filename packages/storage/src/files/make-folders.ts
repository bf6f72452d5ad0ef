import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.js';

/**
 * Makes a folder and those above it that are missing, for their owner alone; one that is there is
 * as good. The names are synced: what is synced below them would be lost without them. Node's own
 * recursive form never returns where a file system takes no new names at all (`/proc`, with Node 24).
 */
export function makeFolders(path: string): void {
  if (makeFolder(path)) return;
  makeFolders(dirname(path));
  // Its parent is there now: another failure is one.
  mkdirUnlessThere(path);
}

/** @returns false when the folder above is missing. */
function makeFolder(path: string): boolean {
  try {
    mkdirUnlessThere(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !isFolder(dirname(path))) return false;
    throw error;
  }
}

function mkdirUnlessThere(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
    syncFolder(dirname(path));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
