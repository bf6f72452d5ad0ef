import { readFileSync, statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from './handle.js';

/** Where the file's header says that readers need a WAL (SQLite's file format, 1.3.3). */
const WRITE_VERSION = 18;
const READ_VERSION = 19;
const ROLLBACK_JOURNAL = 1;

/**
 * Opens a copy in memory of a database that nobody writes: one in a folder where SQLite can't put
 * its index of the WAL.
 * @param reason thrown when there is a WAL, which the copy would lack.
 */
export function openCopy(path: string, reason: unknown): Handle {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw reason;
  const bytes = readFileSync(path);
  bytes[WRITE_VERSION] = ROLLBACK_JOURNAL;
  bytes[READ_VERSION] = ROLLBACK_JOURNAL;
  return new BetterSqlite3(bytes, { readonly: true });
}
