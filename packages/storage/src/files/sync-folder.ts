import { closeSync, fsyncSync, openSync } from 'node:fs';

/**
 * Makes the names in a folder survive a power failure, as far as its file system lets it: some don't
 * sync folders, and a folder that can't be read can't be opened.
 */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // The names are as safe as the file system makes them.
  }
}
