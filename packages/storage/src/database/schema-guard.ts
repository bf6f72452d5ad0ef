import { StorageError } from '../errors.js';
import type { Handle } from './handle.js';
import { prepare } from './prepare.js';

/**
 * Refuses to write where another version of Spoor changed the schema under an open connection.
 * Asked inside the transaction, so nobody can change it between the look and the commit.
 * @param lowest what the connection's stores need.
 * @param highest what they know.
 * @throws StorageError `NEWER_SCHEMA` or `NEEDS_MIGRATION`
 */
export function refuseChangedSchema(handle: Handle, lowest: number, highest: number): void {
  const row = prepare<[], { user_version: number }>(handle, 'PRAGMA user_version').get();
  const version = row?.user_version ?? 0;
  if (version > highest) {
    throw new StorageError(
      'NEWER_SCHEMA',
      `${handle.name}: a newer Spoor brought it to schema ${version}; this one knows up to ${highest}: update Spoor`,
    );
  }
  if (version < lowest) {
    throw new StorageError(
      'NEEDS_MIGRATION',
      `${handle.name}: was brought back to schema ${version}; run \`spoor db migrate\``,
    );
  }
}
