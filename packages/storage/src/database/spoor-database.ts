import { asStorageError, isEnvironmental, StorageError } from '../errors.js';
import { migrateWithin, readMigrationState } from '../migrate.js';
import { BUSY_TIMEOUT_MS, type ConnectOptions, connect, connectInMemory } from './connect.js';
import { defaultDatabasePath } from './default-path.js';
import type { Handle, Statement } from './handle.js';
import { runImmediate } from './immediate.js';
import { LockBudget } from './lock-budget.js';
import { prepare } from './prepare.js';

/** How to open the store: a file (Spoor's own by default), or memory that goes with the process. */
export interface SpoorDatabaseOptions extends Partial<ConnectOptions> {
  /** Nothing on disk; `path` is not used. */
  readonly inMemory?: boolean;
  /**
   * Which migrations may run at opening: all (the default), only those that take the same time
   * whatever the size (hooks), or none.
   */
  readonly migrations?: 'all' | 'quick' | 'none';
  /** All lock waits of the connection's life share `busyTimeoutMs`: for a process with a deadline. */
  readonly oneLockBudget?: boolean;
}

/** One connection to the store, opened, checked and at the current schema. */
export class SpoorDatabase {
  readonly #handle: Handle;
  readonly #lockBudgetMs: number;
  readonly #budget: LockBudget | undefined;

  /** @throws StorageError when the file can't be used; the code says why. */
  constructor(options: SpoorDatabaseOptions) {
    const { handle, budget } =
      options.inMemory === true
        ? connectInMemory()
        : connect({ ...options, path: options.path ?? defaultDatabasePath() });
    this.#handle = handle;
    this.#lockBudgetMs = Math.max(0, Math.ceil(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS));
    this.#budget = options.oneLockBudget === true ? budget : undefined;
    try {
      toCurrentSchema(handle, budget, options);
    } catch (error) {
      handle.close();
      throw error;
    }
    if (this.#budget === undefined) budget.release();
  }

  /** The better-sqlite3 connection. */
  getDb(): Handle {
    return this.#handle;
  }

  /** Prepares a statement once a connection: asked for the same text again, it gives the same one. */
  prepare<Parameters extends unknown[] | object, Row = unknown>(
    sql: string,
  ): Statement<Parameters, Row> {
    return prepare<Parameters, Row>(this.#handle, sql);
  }

  /**
   * Runs a function in one IMMEDIATE transaction: all of it, or nothing. Inside another one it
   * joins. Waits for other writers within the busy timeout.
   * @throws StorageError for what the disk or another process causes; other errors pass as they are.
   */
  transaction<T>(run: () => T): T {
    if (this.#handle.inTransaction) return run();
    const budget = this.#budget ?? new LockBudget(this.#handle, this.#lockBudgetMs);
    try {
      return runImmediate(this.#handle, budget, run);
    } catch (error) {
      throw isEnvironmental(error) ? asStorageError(error, this.#handle.name) : error;
    } finally {
      if (this.#budget === undefined) budget.release();
    }
  }

  /** Closes the connection. A hook doesn't: the last close checkpoints, with four fsyncs. */
  close(): void {
    this.#handle.close();
  }
}

function toCurrentSchema(handle: Handle, budget: LockBudget, options: SpoorDatabaseOptions): void {
  if (options.readonly !== true && options.migrations !== 'none') {
    migrateWithin(handle, budget, { only: options.migrations ?? 'all' });
    return;
  }
  const { pending } = readMigrationState(handle);
  if (pending.length > 0 && options.migrations !== 'none') {
    throw new StorageError(
      'NEEDS_MIGRATION',
      `${handle.name}: has an older schema; run \`spoor db migrate\``,
    );
  }
}
