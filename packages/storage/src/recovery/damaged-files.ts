import { existsSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isoTime } from '@spoor/core';
import { makeFolders } from '../files/make-folders.js';
import { syncFolder } from '../files/sync-folder.js';
import { copyRaw } from './raw-look.js';

/** What belongs to a database's file; the file itself comes last. */
const SUFFIXES = ['-journal', '-shm', '-wal', ''];

/** Makes a folder of its own for damaged files and what a repair says of them, closed to others. */
export function makeAsideFolder(databasePath: string, nowMs: number): string {
  const parent = asideParent(databasePath);
  const name = isoTime(nowMs).replaceAll(':', '-');
  for (let n = 0; ; n++) {
    const folder = join(parent, n === 0 ? name : `${name}-${n}`);
    if (existsSync(folder)) continue;
    makeFolders(folder);
    return folder;
  }
}

/** Where the folders of all repairs lie. */
export function asideParent(databasePath: string): string {
  return join(dirname(databasePath), 'damaged');
}

/**
 * Copies a database with its WAL as they are, byte by byte. While the caller holds the write lock,
 * the two fit together.
 * @returns the copy's path.
 */
export function copyAside(databasePath: string, folder: string, name = basename(databasePath)) {
  const target = join(folder, name);
  for (const suffix of ['', '-wal', '-journal']) {
    const stats = statSync(`${databasePath}${suffix}`, { throwIfNoEntry: false });
    if (stats !== undefined) copyRaw(`${databasePath}${suffix}`, `${target}${suffix}`);
  }
  syncFolder(folder);
  return target;
}

/**
 * Moves a database that can't be opened, with its WAL first: a WAL beside a new file would be
 * deleted. Each move is on the disk before the next: a power failure must not take the one and
 * leave the other. Done again after it was stopped, it goes on; a file that was made anew meanwhile
 * stays.
 * @returns where the file is now.
 */
export function moveAside(databasePath: string, folder: string): string {
  const target = join(folder, basename(databasePath));
  if (existsSync(target)) return target;
  for (const suffix of SUFFIXES) {
    if (!existsSync(`${databasePath}${suffix}`)) continue;
    renameSync(`${databasePath}${suffix}`, `${target}${suffix}`);
    syncFolder(folder);
    syncFolder(dirname(databasePath));
  }
  return target;
}
