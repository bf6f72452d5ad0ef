import { asStorageError, isConstraint, isEnvironmental, StorageError } from '../errors.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { migrateWithin, readMigrationState } from '../migrations/migrate.js';
import { closeUntouched } from './close-untouched.js';
import { BUSY_TIMEOUT_MS, type ConnectOptions, connect, connectInMemory } from './connect.js';
import { defaultDatabasePath } from './default-path.js';
import { withDiskPatience } from './disk-patience.js';
import type { Handle, Statement } from './handle.js';
import { runImmediate } from './immediate.js';
import { LockBudget } from './lock-budget.js';
import { OpenedFile } from './opened-file.js';
import { prepare } from './prepare.js';
import { refuseChangedSchema } from './schema-guard.js';

/** How to open the store: a file (Spoor's own by default), or memory that goes with the process. */
export interface SpoorDatabaseOptions extends Partial<ConnectOptions> {
  /** Nothing on disk; `path` is not used. */
  readonly inMemory?: boolean;
  /**
   * Which migrations may run at opening: all (the default; before one that touches rows, a backup
   * is made), only those that take the same time whatever the size (hooks), or none.
   */
  readonly migrations?: 'all' | 'quick' | 'none';
  /** All lock waits of the connection's life share `busyTimeoutMs`: for a process with a deadline. */
  readonly oneLockBudget?: boolean;
}

/** A process with a deadline looks at the clock so often while it waits for a lock. */
const LOCK_STEPS = 5;

/** How long a transaction is tried again where the disk fails, ms; its thread waits meanwhile. */
const DISK_PATIENCE_MS = 500;

/** One connection to the store, opened, checked and at the current schema. */
export class SpoorDatabase {
  readonly #handle: Handle;
  readonly #lockBudgetMs: number;
  readonly #budget: LockBudget | undefined;
  readonly #lowestSchema: number;
  readonly #file: OpenedFile | undefined;

  /** @throws StorageError when the file can't be used; the code says why. */
  constructor(options: SpoorDatabaseOptions) {
    const connection =
      options.inMemory === true
        ? connectInMemory()
        : connect({
            ...options,
            path: options.path ?? defaultDatabasePath(),
            ...(options.oneLockBudget === true ? { lockSteps: LOCK_STEPS } : {}),
          });
    const { handle, budget } = connection;
    this.#handle = handle;
    this.#lowestSchema = options.migrations === 'none' ? 0 : SCHEMA_VERSION;
    this.#lockBudgetMs = Math.max(0, Math.ceil(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS));
    this.#budget = options.oneLockBudget === true ? budget : undefined;
    try {
      if (!connection.isCurrent) toCurrentSchema(handle, budget, options);
    } catch (error) {
      closeUntouched(handle);
      throw error;
    }
    if (this.#budget !== undefined) return;
    budget.release();
    if (!handle.memory) this.#file = new OpenedFile(handle.name);
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
   * joins. Waits for other writers within the busy timeout; with `oneLockBudget`, within what is
   * left of it.
   *
   * Where the disk fails or is full, the function is run again after a whole rollback, for half a
   * second at most: an error that passes is not seen. So it should have no effects but those on
   * the database. With `oneLockBudget` it is run once, for there the caller has another place.
   * @throws StorageError for what the disk or another process causes; `INVALID` or `CONFLICT`,
   * naming the field, for what the schema refuses; with nothing written, `NEWER_SCHEMA` or
   * `NEEDS_MIGRATION` when the schema was changed under the connection, `CANT_OPEN` when another
   * file, or none, is in the place of the one that it has open. Other errors pass as they are.
   */
  transaction<T>(run: () => T): T {
    const handle = this.#handle;
    if (handle.inTransaction) return this.#join(run);
    const budget = this.#budget ?? new LockBudget(handle, this.#lockBudgetMs);
    const patienceMs = this.#budget === undefined ? DISK_PATIENCE_MS : 0;
    const checkedRun = () => {
      this.#refuseReplacedFile();
      refuseChangedSchema(handle, this.#lowestSchema, SCHEMA_VERSION);
      return run();
    };
    try {
      return withDiskPatience(handle, Math.min(patienceMs, this.#lockBudgetMs), () =>
        runImmediate(handle, budget, checkedRun),
      );
    } catch (error) {
      throw this.#told(error);
    } finally {
      if (this.#budget === undefined) budget.release();
    }
  }

  /**
   * Runs what waits for locks in its own way, for `mostMs` at most; with `oneLockBudget`, for what is
   * left of it, and the time that it took is gone from it.
   */
  spendLockTime<T>(mostMs: number, run: (waitMs: number) => T): T {
    return this.#budget === undefined ? run(mostMs) : this.#budget.spend(mostMs, run);
  }

  /**
   * Whether another file, or none, is by now where the database was opened: what this connection
   * writes would be lost to everybody. Not told with `oneLockBudget`.
   */
  isReplaced(): boolean {
    return this.#file?.isReplaced() ?? false;
  }

  /** Closes the connection. A hook doesn't: the last close checkpoints, with four fsyncs. */
  close(): void {
    this.#handle.close();
  }

  #join<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw this.#told(error);
    }
  }

  #refuseReplacedFile(): void {
    if (!this.isReplaced()) return;
    const { name } = this.#handle;
    throw new StorageError('CANT_OPEN', `${name}: was replaced or removed since it was opened`);
  }

  #told(error: unknown): unknown {
    const isOurs = isEnvironmental(error) || isConstraint(error);
    return isOurs ? asStorageError(error, this.#handle.name) : error;
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
