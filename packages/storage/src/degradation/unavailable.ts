import { asStorageError, isEnvironmental, StorageError, type StorageErrorCode } from '../errors.js';

const UNAVAILABLE: ReadonlySet<StorageErrorCode> = new Set([
  'CANT_OPEN',
  'IO',
  'LOCKED',
  'FULL',
  'READONLY',
  'CORRUPT',
  'NOT_SPOOR',
  'NEWER_SCHEMA',
  'NEEDS_MIGRATION',
  'MIGRATION_FAILED',
  'UNSAFE_FILE',
]);

/**
 * Whether the database can't be used at present, so that the same write may succeed another day.
 * @returns the error as one of the store's, or null where the write itself is refused.
 */
export function asUnavailable(error: unknown, path: string): StorageError | null {
  const unavailable =
    error instanceof StorageError ? UNAVAILABLE.has(error.code) : isEnvironmental(error);
  return unavailable ? asStorageError(error, path) : null;
}

const PASSING: ReadonlySet<StorageErrorCode> = new Set(['IO', 'LOCKED', 'FULL']);

/** SQLite reports a read that failed once as damage; real damage doesn't pass. */
const DAMAGE_PATIENCE_MS = 300;

/** Whether it may still be over in a moment, when it has been tried for so long. */
export function mayPass({ code }: StorageError, elapsedMs: number): boolean {
  return PASSING.has(code) || (code === 'CORRUPT' && elapsedMs < DAMAGE_PATIENCE_MS);
}
