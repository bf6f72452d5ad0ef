import { closeSync, constants, lstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../files/safe-file.js';
import { makeSpoolFolder } from './spool-folder.js';
import { succeeds } from './succeeds.js';

/** One byte for each event that could be kept nowhere. */
const FILE = 'lost-events';

/**
 * Counts an event that neither the database nor a spool could take, in the first folder of ours
 * that can be written. Never throws.
 * @returns whether it could be counted.
 */
export function countLostEvent(dataDir: string, spoolDirs: readonly string[]): boolean {
  const attempts = [
    () => addByte(dataDir, makePrivateFolder),
    ...spoolDirs.map((folder) => () => addByte(folder, makeSpoolFolder)),
  ];
  return attempts.some(succeeds);
}

/** How many events were lost: neither the database nor a spool could take them. */
export function readLostEvents(dataDir: string, spoolDirs: readonly string[]): number {
  return [dataDir, ...spoolDirs].reduce((sum, folder) => sum + sizeOf(join(folder, FILE)), 0);
}

function addByte(folder: string, make: (folder: string) => void): void {
  make(folder);
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const flags = O_WRONLY | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);
  const file = openSync(join(folder, FILE), flags, 0o600);
  try {
    writeSync(file, '.');
  } finally {
    closeSync(file);
  }
}

function sizeOf(path: string): number {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
    return stats?.isFile() === true && isOurs ? stats.size : 0;
  } catch {
    return 0;
  }
}
