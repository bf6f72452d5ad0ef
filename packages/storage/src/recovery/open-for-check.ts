import BetterSqlite3 from 'better-sqlite3';
import { BUSY_TIMEOUT_MS } from '../database/connect.js';
import type { Handle } from '../database/handle.js';

/** Opens a connection that looks at a database which may be damaged: nothing is made or migrated. */
export type OpenForCheck = (path: string, mode: 'read' | 'write') => Handle;

/** Opens by SQLite alone, without the checks of the store's own opening. */
export const openForCheck: OpenForCheck = (path, mode) => {
  const handle = new BetterSqlite3(path, {
    readonly: mode === 'read',
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
  });
  handle.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON');
  return handle;
};
