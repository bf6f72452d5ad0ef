import BetterSqlite3 from 'better-sqlite3';
import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { asStorageError, StorageError } from '../errors.js';
import { readMigrationState } from '../migrations/migrate.js';
import { findStrangers } from '../recovery/check-schema.js';

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
  return look(path, () => undefined);
}

/**
 * The same for a file that others may have made: its schema must be the one that its version's
 * steps make. A trigger, a view or a changed table would run, or count as ours, once it is restored.
 * That is looked at first, when nothing has been read but the schema.
 * @throws StorageError also `UNSAFE_FILE`
 */
export function verifyStranger(path: string): VerifiedDatabase {
  return look(path, (handle) => {
    const [first, ...more] = findStrangers(handle);
    if (first === undefined) return;
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    throw new StorageError(
      'UNSAFE_FILE',
      `${path}: holds what Spoor has not made: ${first}${rest}; nothing of it is used`,
    );
  });
}

function look(path: string, checkSchema: (handle: Handle) => void): VerifiedDatabase {
  try {
    const handle = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    try {
      // Whatever its schema says, nothing in it may do more than compute.
      handle.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON');
      return verify(handle, path, checkSchema);
    } finally {
      handle.close();
    }
  } catch (error) {
    throw asStorageError(error, path);
  }
}

function verify(
  handle: Handle,
  path: string,
  checkSchema: (handle: Handle) => void,
): VerifiedDatabase {
  if (handle.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StorageError('NOT_SPOOR', `${path}: is no database of Spoor's`);
  }
  const { version } = readMigrationState(handle);
  checkSchema(handle);
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
