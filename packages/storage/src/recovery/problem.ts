import { asStorageError, sqliteCode } from '../errors.js';

/** Something that a check found. */
export interface Problem {
  /**
   * `header`: not even the beginning can be read; `log`: the WAL; `page`: a table's or the schema's
   * pages; `index`, `full-text` and `sums`: can be made anew from the tables; `row`: what a row
   * holds breaks the schema's rules; `io`: the disk; `repair`: one was stopped half-way; `doubt`:
   * looks like damage, but may have been recorded so.
   */
  readonly kind:
    | 'header'
    | 'log'
    | 'page'
    | 'index'
    | 'full-text'
    | 'sums'
    | 'row'
    | 'foreign-key'
    | 'schema'
    | 'io'
    | 'repair'
    | 'doubt';
  readonly table: string | null;
  readonly message: string;
}

const DAMAGE = new Set(['CORRUPT', 'NOTADB', 'IOERR', 'ERROR', 'FORMAT']);

/**
 * What an error of a read says about the file.
 * @throws StorageError for errors that say nothing about it: locks, permissions, memory.
 */
export function problemOf(error: unknown, path: string): Problem {
  const code = sqliteCode(error);
  if (code === undefined || !DAMAGE.has(code)) throw asStorageError(error, path);
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'IOERR') return { kind: 'io', table: null, message };
  if (code === 'NOTADB') return { kind: 'header', table: null, message };
  return { kind: 'page', table: null, message };
}
