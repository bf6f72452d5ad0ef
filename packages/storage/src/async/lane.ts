import { StorageError } from '../errors.js';
import type { DatabaseFunction } from './call-function.js';
import type { CallerConnection } from './caller-connection.js';
import { mayTravel } from './function-scope.js';
import { JobQueue } from './job-queue.js';
import type { CallOptions, Limits } from './options.js';
import { perform } from './perform.js';
import { isPlainData } from './plain-data.js';
import type { LaneStatistics } from './pool-statistics.js';
import type { SqlTask, Task } from './task.js';
import type { ThreadPool } from './thread-pool.js';

/** One kind of calls: a queue, the threads that work on it, and a connection on the caller's thread. */
export class Lane {
  readonly #queue: JobQueue;
  readonly #threads: ThreadPool | null;
  readonly #caller: CallerConnection;
  /** Texts of functions that turned out to need the caller's thread. */
  readonly #needCaller = new Set<string>();

  /** @param threads null when everything is to be done on the caller's thread. */
  constructor(threads: ThreadPool | null, caller: CallerConnection, limits: Limits) {
    this.#threads = threads;
    this.#caller = caller;
    this.#queue = new JobQueue({
      width: () => threads?.capacity() ?? 1,
      maxWaiting: limits.maxQueue,
      timeoutMs: limits.timeoutMs,
    });
    threads?.onRoom(() => this.#queue.startNext());
  }

  /** Starts a thread, which takes longer than most of what it does. */
  async start(): Promise<void> {
    await this.#do({ kind: 'start' }, {});
  }

  /** Opens a connection, so that what is wrong with it shows. */
  async open(): Promise<void> {
    await this.#do({ kind: 'open' }, {});
    this.#queue.restartStatistics();
  }

  /** Runs SQL. */
  async sql<T>(task: SqlTask, options: CallOptions = {}): Promise<T> {
    const result =
      this.#threads === null
        ? this.#enqueue(async () => perform(this.#caller.open(), task), options)
        : this.#do(task, options);
    return (await result) as T;
  }

  /** Calls a function where it can run. */
  call<Args extends readonly unknown[], Result>(
    fn: DatabaseFunction<Args, Result>,
    args: Args,
  ): Promise<Result> {
    return this.#enqueue(async (signal) => {
      const text = Function.prototype.toString.call(fn);
      if (this.#threads !== null && this.#canTravel(text, args)) {
        const answer = await this.#threads.run({ kind: 'call', text, args }, signal);
        if (answer.outcome === 'done') return answer.value as Result;
        this.#keepHere(text);
      }
      return await this.#caller.call(fn, args, signal);
    });
  }

  /** How it is doing. */
  statistics(): LaneStatistics {
    return {
      ...this.#queue.statistics(),
      threads: this.#threads?.threads() ?? 0,
      stuckThreads: this.#threads?.stuck() ?? 0,
    };
  }

  /** Waits for what was asked for. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Closes the connections. The last of a database to close empties its WAL. */
  async close(): Promise<void> {
    this.#caller.close();
    if (this.#threads === null) return;
    if (this.#threads.capacity() > 0) {
      // The connection may be gone with a thread that died, or never have been opened.
      await this.#do({ kind: 'close' }, {}).catch(() => undefined);
    }
    await this.#threads.close();
  }

  #do(task: Task, options: CallOptions): Promise<unknown> {
    return this.#enqueue(async (signal) => {
      const answer = await this.#threads?.run(task, signal);
      return answer?.outcome === 'done' ? answer.value : null;
    }, options);
  }

  async #enqueue<T>(work: (signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T> {
    if (this.#caller.isInside()) {
      throw new StorageError('INVALID', 'inside a call use the `db` that it was given');
    }
    return await this.#queue.run(work, options);
  }

  #canTravel(text: string, args: readonly unknown[]): boolean {
    return !this.#needCaller.has(text) && mayTravel(text) && isPlainData(args);
  }

  #keepHere(text: string): void {
    if (this.#needCaller.size >= MOST_TEXTS) this.#needCaller.clear();
    this.#needCaller.add(text);
  }
}

const MOST_TEXTS = 1_000;
