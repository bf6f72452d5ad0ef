import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '@spoor/storage';

/**
 * Makes the files in a folder survive a power failure, before they get their names: settings that
 * outlive it must not name a hook that didn't, and half of a compiled form lets V8 end the process.
 */
export function syncFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = openSync(join(folder, name), 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
  syncFolder(folder);
}
