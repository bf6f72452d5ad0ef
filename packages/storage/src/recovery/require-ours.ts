import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { StorageError } from '../errors.js';
import { readMigrationState } from '../migrations/migrate.js';

/**
 * Lets only a database of ours through, or an empty one, of a schema that this version knows. One
 * with our tables is ours even when the mark in its header is damaged.
 * @throws StorageError `NOT_SPOOR`, `NEWER_SCHEMA`; SqliteError when that can't be read.
 */
export function requireOurs(handle: Handle): void {
  const id = handle.pragma('application_id', { simple: true });
  if (id !== APPLICATION_ID && !hasOurTables(handle)) {
    throw new StorageError(
      'NOT_SPOOR',
      `${handle.name}: is another program's database; not touched`,
    );
  }
  readMigrationState(handle);
}

function hasOurTables(handle: Handle): boolean {
  const names = handle
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
  return names.length === 0 || names.includes('hook_executions');
}
