import { statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { overwriteDatabase } from '../backups/overwrite-database.js';
import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { asStorageError, isTransient, sqliteCode } from '../errors.js';
import { makePrivateFile } from '../files/safe-file.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { fillFrom } from './fill-from-backup.js';
import { openForCheck } from './open-for-check.js';
import { requireOurs } from './require-ours.js';
import { readTableShapes } from './table-shapes.js';

/**
 * Whether SQLite can open a damaged database, and so write a new one over it.
 * @throws StorageError `NOT_SPOOR` for another program's database, `NEWER_SCHEMA`, `LOCKED` and the like.
 */
export function canBeWrittenOver(path: string): boolean {
  // SQLite deletes a WAL beside an empty file.
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  let handle: Handle | undefined;
  try {
    handle = openForCheck(path, 'read');
    requireOurs(handle);
    return handle.pragma('page_size', { simple: true }) === PAGE_SIZE;
  } catch (error) {
    if (['NOTADB', 'CORRUPT', 'IOERR', 'CANTOPEN'].includes(sqliteCode(error) ?? '')) return false;
    throw asStorageError(error, path);
  } finally {
    handle?.close();
  }
}

/** The backup API can't change the page size of a database with a WAL. */
const PAGE_SIZE = 4096;

/** How long a repair waits for other writers to let go, ms. */
export const LOCK_WAIT_MS = 30_000;

/**
 * Puts a new database where there is none any more: an empty one is made by the protocol, then
 * written over. What other processes recorded there in between goes along.
 */
export async function replaceLive(source: Handle, path: string): Promise<void> {
  makeEmptyLive(path);
  const whileLocked = async () => {
    if (versionOf(path) !== SCHEMA_VERSION) return;
    const tables = new Set(readTableShapes(source).map(({ name }) => name));
    await fillFrom(path, { target: source, tables, gone: [] });
  };
  await overwriteDatabase(source, path, { lockWaitMs: LOCK_WAIT_MS, whileLocked });
}

/** Whether a repair that was killed had come to its end but for its lock: what came since must stay. */
export function wasWrittenBack(path: string, folder: string): boolean {
  let handle: Handle | undefined;
  try {
    if (versionOf(path) === 0) return false;
    handle = openForCheck(path, 'read');
    const entry = handle.prepare<[string]>(
      `SELECT 1 FROM audit_logs
       WHERE action = 'database.repair' AND json_extract(details, '$.folder') = ?`,
    );
    return entry.get(folder) !== undefined;
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  } finally {
    handle?.close();
  }
}

/** Empties the WAL, so that what was written back is on the disk; readers may put that off. */
export function settleLive(path: string): void {
  const handle = new BetterSqlite3(path, { fileMustExist: true });
  try {
    handle.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    handle.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    handle.close();
  }
}

/** The same as at the first opening, which stays away while the lock of the repair is there. */
function makeEmptyLive(path: string): void {
  makePrivateFile(path);
  const handle = new BetterSqlite3(path, { fileMustExist: true });
  try {
    if (handle.pragma('application_id', { simple: true }) === APPLICATION_ID) return;
    handle.exec('PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL');
    handle.pragma(`application_id=${APPLICATION_ID}`);
  } finally {
    handle.close();
  }
}

/** 0 where there is no database, or an empty one. */
function versionOf(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return 0;
  const handle = openForCheck(path, 'read');
  try {
    return handle.pragma('user_version', { simple: true }) as number;
  } finally {
    handle.close();
  }
}
