import { messageOf } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { StorageError, sqliteCode } from '../errors.js';
import type { MigrationState } from './migration.js';

/** How far a migration had come. */
export interface Attempt {
  readonly state: MigrationState;
  /** What was being done. */
  doing: string;
  backup: string | null;
}

/** Says which step failed and why, that the former state holds, and where the backup is. */
export function migrationFailed(handle: Handle, attempt: Attempt, cause: unknown): StorageError {
  const { state, doing, backup } = attempt;
  const outcome = isAsBefore(handle, state, cause)
    ? `nothing has changed, the schema is still ${state.version}`
    : 'the database may be damaged';
  const where = backup === null ? '' : `; a backup from just before is ${backup}`;
  return new StorageError(
    'MIGRATION_FAILED',
    `${handle.name}: ${doing} failed: ${messageOf(cause)}; ${outcome}${where}`,
    { cause },
  );
}

/** The transaction was rolled back; only where the disk or the file itself failed is that in doubt. */
function isAsBefore(handle: Handle, state: MigrationState, cause: unknown): boolean {
  const inDoubt = ['IOERR', 'CORRUPT', 'NOTADB'].includes(sqliteCode(cause) ?? '');
  try {
    const version = handle.pragma('user_version', { simple: true });
    const sound = !inDoubt || handle.pragma('quick_check(1)', { simple: true }) === 'ok';
    return version === state.version && sound;
  } catch {
    return false;
  }
}
