import BetterSqlite3 from 'better-sqlite3';
import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { asStorageError, StorageError } from '../errors.js';
import { readMigrationState } from '../migrations/migrate.js';

/** What a file that was looked through holds. */
export interface VerifiedDatabase {
  readonly schemaVersion: number;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Looks through all of a database's file that nobody has open: ours, whole, of a schema that we know.
 * @throws StorageError `CORRUPT`, `NOT_SPOOR` or `NEWER_SCHEMA`
 */
export function verifyDatabase(path: string): VerifiedDatabase {
  try {
    const handle = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    try {
      return verify(handle, path);
    } finally {
      handle.close();
    }
  } catch (error) {
    throw asStorageError(error, path);
  }
}

function verify(handle: Handle, path: string): VerifiedDatabase {
  if (handle.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StorageError('NOT_SPOOR', `${path}: is no database of Spoor's`);
  }
  const { version } = readMigrationState(handle);
  const [first] = handle.pragma('integrity_check(1)') as { integrity_check: string }[];
  if (first?.integrity_check !== 'ok') {
    const found = first?.integrity_check ?? 'no answer';
    throw new StorageError('CORRUPT', `${path}: is damaged: ${found}`);
  }
  return { schemaVersion: version, rows: countAllRows(handle) };
}

/** How many rows each table has; full-text indexes, which follow from them, left out. */
export function countAllRows(handle: Handle): Record<string, number> {
  const tables = handle
    .prepare(
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'
       ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((name) => [
      name,
      handle.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number,
    ]),
  );
}
