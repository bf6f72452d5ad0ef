import { lstatSync } from 'node:fs';
import type { SpoorPaths } from '@spoor/core';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/** Where everything is for the user who runs the command; the database where the configuration says. */
export function pathsOf(io: CliIo): SpoorPaths {
  return settingsOf(io).paths;
}

/** All spool folders, in the order in which they are used. */
export function spoolDirsOf(paths: SpoorPaths): string[] {
  return [paths.spoolDir, ...paths.fallbackSpoolDirs];
}

/** Whether there may be something at the database's place, whatever it is. */
export function databaseExists(paths: SpoorPaths): boolean {
  try {
    lstatSync(paths.databasePath);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
