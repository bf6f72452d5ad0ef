import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';
import { StorageError } from '../errors.js';
import { giveName } from '../files/give-name.js';
import { makePrivateFile } from '../files/safe-file.js';

/** What the names of an unfinished snapshot's files hold; they are of no use to anybody. */
export const UNFINISHED = '.part';

/**
 * Copies what is committed in a database into a new file, 0600, in one go. The copy is synced and
 * checked before it gets its name, so a file of that name is always whole.
 *
 * It reads through a connection of its own, so the caller's may be inside a transaction: then
 * nobody else can write, and the copy holds all there is.
 * @throws StorageError `CORRUPT` when the copy doesn't pass the check; SQLite's errors as they are.
 */
export function snapshot(handle: Handle, target: string): void {
  const part = join(dirname(target), `.${basename(target)}${UNFINISHED}`);
  remove(part);
  makePrivateFile(part);
  try {
    const schemaVersion = copyInto(handle.name, part);
    verify(part, schemaVersion);
    giveName(part, target);
  } catch (error) {
    remove(part);
    throw error;
  }
}

/** @returns the schema's version. */
function copyInto(path: string, target: string): number {
  const source = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
  try {
    source.pragma('trusted_schema=OFF');
    // Into a file that is there and empty: SQLite takes it, with the mode that it has.
    source.prepare<[string]>('VACUUM INTO ?').run(target);
    return source.pragma('user_version', { simple: true }) as number;
  } finally {
    source.close();
  }
}

function verify(path: string, schemaVersion: number): void {
  const copy = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true });
    const version = copy.pragma('user_version', { simple: true });
    if (verdict === 'ok' && version === schemaVersion) return;
    throw new StorageError('CORRUPT', `the copy does not pass the check: ${String(verdict)}`);
  } finally {
    copy.close();
  }
}

function remove(part: string): void {
  for (const path of [part, `${part}-journal`]) rmSync(path, { force: true });
}
