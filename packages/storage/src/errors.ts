import { SpoorError } from '@spoor/core';
import { brokenConstraint } from './database/broken-constraint.js';

/** What kept the store from doing its work. */
export type StorageErrorCode =
  | 'BAD_PATH'
  | 'NO_HOME'
  | 'UNSAFE_FILE'
  | 'CANT_OPEN'
  | 'IO'
  | 'LOCKED'
  | 'FULL'
  | 'READONLY'
  | 'CORRUPT'
  | 'NOT_SPOOR'
  | 'NEWER_SCHEMA'
  | 'NEEDS_MIGRATION'
  | 'MIGRATION_FAILED'
  | 'CONFLICT'
  | 'NOT_FOUND'
  | 'BAD_FORMAT'
  | 'TIMEOUT'
  | 'CANCELLED'
  | 'OVERLOADED'
  | 'CLOSED'
  | 'THREAD_ENDED'
  | 'INVALID';

/** An error of the store; `code` says which kind, the message says what to do. */
export class StorageError extends SpoorError {
  override name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A state was saved over a history that another writer had meanwhile changed. */
export class StateConflict extends StorageError {
  override name = 'StateConflict';

  constructor(taskId: string) {
    super('CONFLICT', `task ${taskId} was changed by another writer: load it again, then save`);
  }
}

/** SQLite's primary result code of an error (`SQLITE_IOERR_FSYNC` → `IOERR`), if it is SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return;
  return /^SQLITE_([A-Z]+)/.exec(error.code)?.[1];
}

/** Whether the schema refused a value. */
export function isConstraint(error: unknown): boolean {
  return sqliteCode(error) === 'CONSTRAINT';
}

const TRANSIENT = new Set(['BUSY', 'LOCKED', 'PROTOCOL']);

/** Whether waiting may help: another connection holds a lock. */
export function isTransient(error: unknown): boolean {
  if (error instanceof StorageError) return error.code === 'LOCKED';
  return TRANSIENT.has(sqliteCode(error) ?? '');
}

const CODES: Readonly<Record<string, StorageErrorCode>> = {
  BUSY: 'LOCKED',
  LOCKED: 'LOCKED',
  PROTOCOL: 'LOCKED',
  FULL: 'FULL',
  READONLY: 'READONLY',
  CORRUPT: 'CORRUPT',
  NOTADB: 'CORRUPT',
  CANTOPEN: 'CANT_OPEN',
  IOERR: 'IO',
  MISMATCH: 'INVALID',
};

const MEANINGS: Readonly<Partial<Record<StorageErrorCode, string>>> = {
  LOCKED: 'the database is locked by another process',
  FULL: 'the disk is full',
  READONLY: 'the database is read-only',
  CORRUPT: 'the file is damaged or no SQLite database; `spoor db check` looks closer',
  CANT_OPEN: 'the database cannot be opened',
  IO: 'the disk reported an error',
};

/** Turns what SQLite or the file system threw into a {@link StorageError}. */
export function asStorageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const cause = { cause: error };
  if (error instanceof Error && isConstraint(error)) {
    const { code, message } = brokenConstraint(error.message);
    return new StorageError(code, message, cause);
  }
  const code = CODES[sqliteCode(error) ?? ''] ?? fileErrorCode(error);
  const meaning = MEANINGS[code];
  const what = code === 'CANT_OPEN' ? (fileProblem(error) ?? meaning) : meaning;
  if (what !== undefined) return new StorageError(code, `${path}: ${what}`, cause);
  return new StorageError(code, error instanceof Error ? error.message : String(error), cause);
}

/** Whether the disk or other processes cause an error: the same step may succeed another day. */
export function isEnvironmental(error: unknown): boolean {
  const code = error instanceof StorageError ? error.code : CODES[sqliteCode(error) ?? ''];
  return code !== undefined && MEANINGS[code] !== undefined;
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** What the file system says of a file, which need not be a database. */
function fileProblem(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FILE_PROBLEMS[code];
}

function fileErrorCode(error: unknown): StorageErrorCode {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'FULL';
  if (code === 'EROFS') return 'READONLY';
  if (code === 'EIO') return 'IO';
  if (typeof code === 'string' && code.startsWith('E')) return 'CANT_OPEN';
  return 'INVALID';
}
