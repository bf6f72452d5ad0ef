import { homedir } from 'node:os';
import { resolvePaths } from '@spoor/core';
import { StorageError } from '../errors.js';

/**
 * Where Spoor's own database is for this process: `$SPOOR_DATA_DIR`, or the platform's data folder.
 * @throws StorageError `NO_HOME` when that depends on a home folder and there is none.
 */
export function defaultDatabasePath(): string {
  try {
    return resolvePaths({
      env: process.env,
      homeDir: homedir(),
      platform: process.platform,
      uid: process.getuid?.(),
    }).databasePath;
  } catch (cause) {
    throw new StorageError('NO_HOME', 'no home folder is known; give a `path`', { cause });
  }
}
