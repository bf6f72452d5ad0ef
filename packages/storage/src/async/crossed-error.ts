import BetterSqlite3 from 'better-sqlite3';
import { StateConflict, StorageError, type StorageErrorCode } from '../errors.js';
import { isPlainData } from './plain-data.js';

/** An error on its way from one thread to another, where its class would be lost. */
export interface CrossedError {
  readonly kind: 'conflict' | 'storage' | 'sqlite' | 'error' | 'thrown value';
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string | undefined;
  readonly cause?: CrossedError | undefined;
  /** What was thrown when it was no error. */
  readonly value?: unknown;
}

/** Packs what was thrown, with its causes. */
export function packError(thrown: unknown): CrossedError {
  if (!(thrown instanceof Error)) {
    const value = isPlainData(thrown) ? thrown : String(thrown);
    return { kind: 'thrown value', name: 'Error', message: '', value };
  }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const cause = thrown.cause === undefined ? undefined : packError(thrown.cause);
  const { name, message, stack } = thrown;
  return { kind: kindOf(thrown), name, message, stack, code, cause };
}

/** Makes an error of the class that it had. */
export function unpackError(crossed: CrossedError): unknown {
  if (crossed.kind === 'thrown value') return crossed.value;
  const error = revive(crossed);
  const { stack, cause } = crossed;
  if (stack !== undefined) define(error, 'stack', stack);
  if (cause !== undefined) define(error, 'cause', unpackError(cause));
  return error;
}

function kindOf(error: Error): CrossedError['kind'] {
  if (error instanceof StateConflict) return 'conflict';
  if (error instanceof StorageError) return 'storage';
  return error instanceof BetterSqlite3.SqliteError ? 'sqlite' : 'error';
}

function revive({ kind, name, message, code }: CrossedError): Error {
  if (kind === 'conflict') return define(new StateConflict(''), 'message', message);
  if (kind === 'storage') return new StorageError(code as StorageErrorCode, message);
  if (kind === 'sqlite') return new BetterSqlite3.SqliteError(message, code ?? 'SQLITE_ERROR');
  const error = new (BUILT_IN[name] ?? Error)(message);
  if (error.name !== name) define(error, 'name', name);
  return code === undefined ? error : define(error, 'code', code);
}

const BUILT_IN: Readonly<Record<string, new (message: string) => Error>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function define(error: Error, name: string, value: unknown): Error {
  return Object.defineProperty(error, name, { value, configurable: true, writable: true });
}
