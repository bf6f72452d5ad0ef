import { defaultDatabasePath } from '../database/default-path.js';
import { StorageError } from '../errors.js';
import type { DatabaseFunction } from './call-function.js';
import { CallerConnection } from './caller-connection.js';
import { Lane } from './lane.js';
import { type AsyncDatabaseOptions, type CallOptions, type Limits, limitsOf } from './options.js';
import { NO_WRITES, type PoolStatistics } from './pool-statistics.js';
import type { RunResult, SqlParameters, SqlStatement, ThreadData } from './task.js';
import { ThreadPool } from './thread-pool.js';

/**
 * The store for programs with an event loop: reads run side by side on threads with a read-only
 * connection each, writes in order on one more, and the caller's thread waits neither for the disk
 * nor for a lock. A read sees every write that was acknowledged before it was asked for.
 *
 * With `inMemory` there is one connection, on the caller's thread, and all calls run there in turn.
 *
 * An open pool doesn't keep a process alive; calls under way do. Every call may end with a
 * StorageError `OVERLOADED` (too many wait), `TIMEOUT`, `CANCELLED`, `THREAD_ENDED` (its thread
 * died) or `CLOSED`. A write that was given up leaves nothing behind, unless it was just being
 * committed.
 */
export class AsyncDatabase {
  readonly #reads: Lane;
  readonly #writes: Lane | null;
  #closing: Promise<void> | undefined;

  private constructor(reads: Lane, writes: Lane | null) {
    this.#reads = reads;
    this.#writes = writes;
  }

  /**
   * Opens the store, brings it to the current schema, and makes sure that it can be read.
   * @throws StorageError when the file can't be used; the code says why.
   */
  static async open(options: AsyncDatabaseOptions = {}): Promise<AsyncDatabase> {
    const { readers, maxQueue, timeoutMs, ...connection } = options;
    const limits = limitsOf(options);
    if (options.inMemory === true) {
      const lane = new Lane(null, new CallerConnection({ inMemory: true }), limits);
      return new AsyncDatabase(lane, lane);
    }
    // Threads have a copy of the environment: what the binding must not see is taken out here.
    delete process.env['SQLITE_USE_URI'];
    const path = options.path ?? defaultDatabasePath();
    const toWrite = { role: 'writer', options: { ...connection, path } } as const;
    const toRead = { role: 'reader', options: { ...connection, path, readonly: true } } as const;
    const reads = await makeLane(toRead, limits.readers, limits);
    const writes = options.readonly === true ? null : await makeLane(toWrite, 1, limits);
    try {
      await Promise.all([reads.start(), writes?.open()]);
      await reads.open();
      return new AsyncDatabase(reads, writes);
    } catch (error) {
      await Promise.all([reads.close(), writes?.close()]);
      throw error;
    }
  }

  /** All rows that a statement gives. Blobs are Uint8Arrays. */
  async query<Row = Record<string, unknown>>(
    sql: string,
    params: SqlParameters = [],
    options?: CallOptions,
  ): Promise<Row[]> {
    return await this.#toRead().sql<Row[]>({ kind: 'all', sql, params }, options);
  }

  /** The first row that a statement gives, or null. */
  async get<Row = Record<string, unknown>>(
    sql: string,
    params: SqlParameters = [],
    options?: CallOptions,
  ): Promise<Row | null> {
    return await this.#toRead().sql<Row | null>({ kind: 'get', sql, params }, options);
  }

  /** Runs a statement that writes, in a transaction of its own. */
  async run(sql: string, params: SqlParameters = [], options?: CallOptions): Promise<RunResult> {
    const [result] = await this.batch([{ sql, params }], options);
    return result as RunResult;
  }

  /** Runs statements that write, in one transaction. @returns what each has done. */
  async batch(statements: readonly SqlStatement[], options?: CallOptions): Promise<RunResult[]> {
    return await this.#toWrite().sql<RunResult[]>({ kind: 'batch', statements }, options);
  }

  /**
   * Calls a function, which may be asynchronous, with a database and everything that this package
   * exports, in one IMMEDIATE transaction. Calls follow one another, and {@link run}, in order.
   *
   * A function that uses nothing but its parameters and JavaScript's own names, given and giving
   * plain data, runs in the writer's thread: it travels there as a text. Any other is found out when
   * it reaches for something else (what it had done is rolled back), and runs on the caller's
   * thread, where its computing holds up the event loop, as do all functions of the same text from
   * then on. So `(db, { AuditLogger }, id) => new AuditLogger(db).query({ projectId: id })` with
   * `id` as argument runs in the thread; with `AuditLogger` or `id` from its surroundings, here.
   *
   * There arguments are copies: a function that changes them changes nothing here. Inside, only the
   * given database can write; other writing calls of this one are refused. A function without
   * parameters is called without a transaction.
   * @throws what the function throws; nothing that it did is kept then.
   */
  async call<Args extends readonly unknown[], Result>(
    fn: DatabaseFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return await this.#toWrite().call(fn, args);
  }

  /** Like {@link call} with a read-only database, at one moment, beside other reads. */
  async read<Args extends readonly unknown[], Result>(
    fn: DatabaseFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return await this.#toRead().call(fn, args);
  }

  /** How reads and writes are doing. */
  stats(): PoolStatistics {
    const reads = this.#reads.statistics();
    return { ...reads, writer: this.#writes?.statistics() ?? NO_WRITES };
  }

  /** Refuses new calls, waits for those that were accepted, then closes the connections. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await Promise.all([this.#reads.idle(), this.#writes?.idle()]);
    await this.#reads.close();
    if (this.#writes !== this.#reads) await this.#writes?.close();
  }

  #toRead(): Lane {
    if (this.#closing === undefined) return this.#reads;
    throw new StorageError('CLOSED', 'the database is closed');
  }

  #toWrite(): Lane {
    this.#toRead();
    if (this.#writes !== null) return this.#writes;
    throw new StorageError('READONLY', 'the database was opened to be read');
  }
}

async function makeLane(data: ThreadData, threads: number, limits: Limits): Promise<Lane> {
  return new Lane(
    await ThreadPool.create(threads, data),
    new CallerConnection(data.options),
    limits,
  );
}
