import { statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from './handle.js';

/**
 * Closes a connection to a file that was refused, and leaves the file as it is. The last one that
 * closes moves the log into the database: another program's then, or into ours a log that was never
 * its own. While a connection that only reads has it open, that is put off; and it can't do it itself.
 */
export function closeUntouched(handle: Handle): void {
  const reader = hasLog(handle) ? openReader(handle) : undefined;
  handle.close();
  reader?.close();
}

function hasLog({ name, memory }: Handle): boolean {
  if (memory) return false;
  return (statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function openReader({ name }: Handle): Handle | undefined {
  try {
    const reader = new BetterSqlite3(name, { readonly: true, fileMustExist: true, timeout: 0 });
    // Only now it has the file open as a reader of its log.
    attempt(() => reader.pragma('user_version'));
    return reader;
  } catch {
    return undefined;
  }
}

function attempt(look: () => void): void {
  try {
    look();
  } catch {
    // What is in the log may be no database.
  }
}
