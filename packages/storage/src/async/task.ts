import type { SpoorDatabaseOptions } from '../database/spoor-database.js';
import type { CrossedError } from './crossed-error.js';

/** Values for a statement's parameters: in order, or by name. */
export type SqlParameters = readonly unknown[] | Readonly<Record<string, unknown>>;

/** One statement of a batch. */
export interface SqlStatement {
  readonly sql: string;
  readonly params?: SqlParameters;
}

/** What a statement that writes has done. */
export interface RunResult {
  /** Rows inserted, changed or deleted by the statement itself, not by triggers. */
  readonly changes: number;
  readonly lastInsertRowid: number | bigint;
}

/** What a thread is started with. */
export interface ThreadData {
  readonly role: 'reader' | 'writer';
  readonly options: SpoorDatabaseOptions;
}

/** Statements to be run. */
export type SqlTask =
  | { readonly kind: 'all' | 'get'; readonly sql: string; readonly params: SqlParameters }
  | { readonly kind: 'batch'; readonly statements: readonly SqlStatement[] };

/** A function to be called. */
export interface CallTask {
  readonly kind: 'call';
  /** The function, as it is written. */
  readonly text: string;
  readonly args: readonly unknown[];
}

/** What a thread is asked to do. */
export type Task =
  | SqlTask
  | CallTask
  | { readonly kind: 'start' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

/** What it says. A function that needs what isn't in the thread has left nothing behind. */
export type Answer =
  | { readonly outcome: 'done'; readonly value: unknown }
  | { readonly outcome: 'failed'; readonly error: CrossedError }
  | { readonly outcome: 'cannot run here'; readonly reason: string };
