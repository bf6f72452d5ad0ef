import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { messageOf } from '@spoor/core';
import type { Piscina } from 'piscina';
import { StorageError } from '../errors.js';
import { unpackError } from './crossed-error.js';
import { isStuck, letEnd } from './ended-threads.js';
import type { Answer, Task, ThreadData } from './task.js';

/** What a function came to: its result, or that it can't run in a thread. */
export type ThreadResult = Exclude<Answer, { outcome: 'failed' }>;

/**
 * Threads with one connection each. It does as many tasks at once as it has threads; who asks for
 * more waits elsewhere, so that the order is the caller's.
 */
export class ThreadPool {
  readonly #pool: Piscina;
  readonly #ended = new Set<Worker>();
  readonly #size: number;
  readonly #inFlight = new Set<(error: StorageError) => void>();
  #onRoom = () => {};

  private constructor(pool: Piscina, size: number) {
    this.#pool = pool;
    this.#size = size;
    // A thread that ends between two tasks, or can't start. Without a listener it ends the process.
    pool.on('error', (cause) => {
      if (pool.threads.length > 0) return;
      for (const fail of this.#inFlight) fail(threadEnded(cause));
    });
  }

  /** Makes a pool; a thread is started when there is something to do for it. */
  static async create(size: number, data: ThreadData): Promise<ThreadPool> {
    // Loaded here: who doesn't open a pool doesn't pay for it.
    const { Piscina } = await import('piscina');
    const pool = new Piscina({
      filename: threadFile(),
      minThreads: 0,
      maxThreads: size,
      idleTimeout: Infinity,
      execArgv: [],
      // What a task leaves behind is soon gone; V8 would take 48 MB for it, of each thread.
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
      workerData: data,
      recordTiming: false,
    });
    return new ThreadPool(pool, size);
  }

  /**
   * Has a thread do something. The signal ends the thread: nothing else stops SQLite.
   * @throws what the task threw there; StorageError `THREAD_ENDED` when the thread died.
   */
  async run(task: Task, signal: AbortSignal): Promise<ThreadResult> {
    const answer = await this.#ask(task, signal);
    if (answer.outcome === 'failed') throw unpackError(answer.error);
    return answer;
  }

  /** Calls back whenever {@link capacity} may have grown by itself. */
  onRoom(callback: () => void): void {
    this.#onRoom = callback;
  }

  /** How many tasks may run: as many as there are threads, less while ended ones go on and on. */
  capacity(): number {
    return Math.max(0, Math.min(this.#size, 2 * this.#size - this.stuck()));
  }

  /** Threads that are there for tasks. */
  threads(): number {
    return this.#pool.threads.length;
  }

  /** Threads that were ended but still are inside one step of SQLite. */
  stuck(): number {
    for (const worker of this.#ended) if (!isStuck(worker)) this.#ended.delete(worker);
    return this.#ended.size;
  }

  /** Ends the threads, and with them their connections. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #ask(task: Task, signal: AbortSignal): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#inFlight.add(reject);
    const abort = new AbortController();
    const end = () => this.#endThreadOf(abort);
    signal.addEventListener('abort', end, { once: true });
    try {
      this.#pool.run(task, { signal: abort.signal }).then(resolve, reject);
      return await promise;
    } catch (error) {
      throw asOurs(error);
    } finally {
      signal.removeEventListener('abort', end);
      this.#inFlight.delete(reject);
    }
  }

  #endThreadOf(task: AbortController): void {
    const before = this.#pool.threads;
    task.abort();
    const left = new Set(this.#pool.threads);
    for (const worker of before) {
      if (left.has(worker)) continue;
      this.#ended.add(worker);
      letEnd(worker);
      worker.once('exit', () => this.#onRoom());
    }
  }
}

function asOurs(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new StorageError('CANCELLED', 'the call was given up', { cause: error });
  }
  if (error instanceof Error && error.name === 'DataCloneError') {
    return new StorageError('INVALID', `a value can't go to a thread: ${messageOf(error)}`);
  }
  return threadEnded(error);
}

function threadEnded(cause: unknown): StorageError {
  return new StorageError('THREAD_ENDED', `a database thread ended: ${messageOf(cause)}`, {
    cause,
  });
}

/** Beside the built package's files; the sources run the built one too. */
function threadFile(): string {
  const places = ['./database-thread.js', '../../dist/database-thread.js'];
  const files = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const file = files.find((path) => existsSync(path));
  if (file !== undefined) return file;
  throw new StorageError('CANT_OPEN', `${files[0]}: is missing; was the package bundled?`);
}
