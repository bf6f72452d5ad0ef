import { isoTime, type JsonValue, redactJson } from '@spoor/core';
import { defaultDatabasePath } from '../database/default-path.js';
import type { SpoorDatabaseOptions } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { checkPath } from '../files/safe-file.js';
import { Delivery } from './delivery.js';
import type { DurableWriterOptions, Written } from './durable-writer-options.js';
import { heldFolders } from './held-folders.js';
import { heldInMemory } from './held-in-memory.js';
import { heldInSpool } from './held-in-spool.js';
import type { HeldWrites } from './held-writes.js';
import { OPERATIONS } from './operations/index.js';
import { Reopening } from './reopening.js';
import { RetryTimer } from './retry-timer.js';
import type { InputOf, OperationTable, OutputOf } from './write-operation.js';
import { createWriteOrder } from './write-order.js';
import { Availability, type WriterStatus } from './writer-status.js';

/** Spoor's operations and the caller's own, which win. */
type Table<Own extends OperationTable> = Omit<typeof OPERATIONS, keyof Own> & Own;

/** One attempt blocks the process no longer than this for a lock, ms. */
const ATTEMPT_MS = 100;

/** In an outage, writes that come faster than this are held without an attempt, ms. */
const REST_MS = 100;

const DEADLINE_MS = 5_000;
const RETRY_MS = { min: 250, max: 30_000 };

/**
 * Writes that outlive an outage of the database: while SQLite can't be used they are held, in files
 * or in memory, and written once it can be again, in the order in which they were asked for, each
 * exactly once. The outage is told once, and its end once.
 */
export class DurableWriter<Own extends OperationTable = Record<never, never>> {
  readonly #operations: OperationTable;
  readonly #connection: Reopening;
  readonly #held: HeldWrites | null;
  readonly #availability: Availability;
  readonly #timer: RetryTimer;
  readonly #delivery: Delivery;
  readonly #deadlineMs: number;
  readonly #nextOrder: (nowMs: number) => string;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * Opens nothing yet.
   * @throws StorageError `BAD_PATH` or `NO_HOME` when no database can be meant.
   */
  constructor(options: DurableWriterOptions<Own> = {}) {
    const database = options.database ?? {};
    const inMemory = database.inMemory === true;
    const path = inMemory ? ':memory:' : checkPath(database.path ?? defaultDatabasePath());
    const retryMs = { ...RETRY_MS, ...options.retryMs };
    this.#operations = { ...OPERATIONS, ...options.operations };
    this.#connection = new Reopening(connectionOptions(database, path));
    this.#held = placeFor(options, path);
    this.#availability = new Availability(options.onNotice);
    this.#timer = new RetryTimer(retryMs, () => void this.flush().catch(() => undefined));
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#nextOrder = createWriteOrder(this.#held?.newestMs ?? 0);
    this.#delivery = new Delivery({
      path,
      connection: this.#connection,
      held: this.#held,
      operations: this.#operations,
      availability: this.#availability,
      timer: this.#timer,
      restMs: Math.min(retryMs.min, REST_MS),
      now: monotonicMs,
    });
  }

  /**
   * Writes, redacted, behind all writes that were asked for before. When it resolves, the write is
   * committed, or held.
   * @param options.id an id of your own: a write of an id that was written before changes nothing.
   * @throws StorageError what is wrong with the input; why the database can't be used, when nothing
   * may be held; `OVERLOADED` when memory holds no more; `CLOSED`.
   */
  async write<Name extends keyof Table<Own> & string>(
    operation: Name,
    input: InputOf<Table<Own>[Name]>,
    options: { readonly id?: string } = {},
  ): Promise<Written<OutputOf<Table<Own>[Name]>>> {
    if (this.#closed) throw new StorageError('CLOSED', 'the writer is closed');
    const nowMs = Date.now();
    const order = this.#nextOrder(nowMs);
    const stamp = { id: options.id ?? order, at: isoTime(nowMs) };
    const kept = asKept(this.#operationOf(operation).keep(input as never, stamp));
    const write = { ...stamp, order, operation, kept };
    const deadline = monotonicMs() + this.#deadlineMs;
    return this.#inTurn(() => this.#delivery.deliver(write, deadline)) as Promise<
      Written<OutputOf<Table<Own>[Name]>>
    >;
  }

  /** Writes what is held, if the database can be used now. @returns how the writer is doing then. */
  async flush(): Promise<WriterStatus> {
    const deadline = monotonicMs() + this.#deadlineMs;
    if (!this.#closed) await this.#inTurn(() => this.#delivery.catchUp(deadline));
    return this.status();
  }

  status(): WriterStatus {
    return this.#availability.status(this.#held?.count() ?? 0);
  }

  /** Writes what is held, if it can, and closes the database. What memory still holds is lost. */
  async close(): Promise<WriterStatus> {
    const flushed = this.flush();
    this.#closed = true;
    await flushed;
    this.#timer.clear();
    this.#connection.drop();
    const status = this.status();
    if (status.held > 0 && this.#held?.place === 'memory') {
      const message =
        status.held === 1 ? '1 held write is lost' : `${status.held} held writes are lost`;
      this.#availability.tell({ kind: 'lost', message });
    }
    return status;
  }

  #operationOf(name: string) {
    const operation = Object.hasOwn(this.#operations, name) ? this.#operations[name] : undefined;
    if (operation !== undefined) return operation;
    throw new StorageError('INVALID', `there is no operation \`${name}\``);
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function monotonicMs(): number {
  return performance.now();
}

function connectionOptions(
  database: NonNullable<DurableWriterOptions<OperationTable>['database']>,
  path: string,
): SpoorDatabaseOptions {
  const busyTimeoutMs = Math.min(database.busyTimeoutMs ?? ATTEMPT_MS, ATTEMPT_MS);
  const migrations = database.migrations === 'quick' ? 'quick' : 'all';
  return { ...database, path, busyTimeoutMs, migrations, oneLockBudget: false, readonly: false };
}

function placeFor(options: DurableWriterOptions<OperationTable>, path: string): HeldWrites | null {
  const { whenUnavailable = 'spool', database, spoolDirs, memoryLimit } = options;
  if (whenUnavailable === 'error') return null;
  // Another process couldn't write to this one's memory.
  if (whenUnavailable === 'memory' || database?.inMemory === true) return heldInMemory(memoryLimit);
  return heldInSpool(spoolDirs ?? heldFolders(path), path);
}

/** A redacted copy as JSON holds it, whole: what is kept is not cut. */
function asKept(value: unknown) {
  const json = JSON.stringify(value) ?? 'null';
  return redactJson(JSON.parse(json) as JsonValue, {
    maxStringLength: Infinity,
    maxTotalLength: Infinity,
    maxValues: Infinity,
  });
}
