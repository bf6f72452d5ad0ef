import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { BUSY_TIMEOUT_MS } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { SpoorDatabase, type SpoorDatabaseOptions } from '../database/spoor-database.js';
import { asStorageError, isTransient } from '../errors.js';
import type { DatabaseFunction } from './call-function.js';
import { loadOwnPackage } from './own-package.js';
import { whole } from './whole.js';

/**
 * A connection on the caller's own thread, for functions that can't leave it. Opened when it is
 * first needed.
 */
export class CallerConnection {
  readonly #options: SpoorDatabaseOptions;
  readonly #inside = new AsyncLocalStorage<{ over: boolean }>();
  #db: SpoorDatabase | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SpoorDatabaseOptions) {
    this.#options = options;
  }

  /** The connection. */
  open(): SpoorDatabase {
    this.#db ??= new SpoorDatabase(this.#options);
    return this.#db;
  }

  /** Whether the code that asks was called by a function that runs here. */
  isInside(): boolean {
    return this.#inside.getStore()?.over === false;
  }

  /**
   * Calls a function in one transaction, after those that were to be called before. Waits for
   * another writer's lock without blocking; while the function itself computes, the caller's event
   * loop stands still.
   */
  call<Args extends readonly unknown[], Result>(
    fn: DatabaseFunction<Args, Result>,
    args: Args,
    signal: AbortSignal,
  ): Promise<Result> {
    const turn = this.#last.then(() => this.#callNow(fn, args, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Closes the connection; what was begun is rolled back. */
  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  async #callNow<Args extends readonly unknown[], Result>(
    fn: DatabaseFunction<Args, Result>,
    args: Args,
    signal: AbortSignal,
  ): Promise<Result> {
    const spoor = await loadOwnPackage();
    signal.throwIfAborted();
    const db = this.open();
    const visit = { over: false };
    const run = () => this.#inside.run(visit, () => fn.call(undefined, db, spoor, ...args));
    try {
      if (takesNothing(fn)) return await run();
      await this.#begin(db.getDb(), signal);
      const result = whole(db.getDb(), run, () => !signal.aborted);
      return await this.#unlessGivenUp(result, signal);
    } finally {
      visit.over = true;
    }
  }

  /** Closes the connection when its user is gone: that rolls back, and keeps what goes on from writing. */
  async #unlessGivenUp<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
    // In memory everything would be lost; nothing else is to be done there before this is over.
    if (this.#options.inMemory === true) return await result;
    const drop = () => this.#drop();
    signal.addEventListener('abort', drop, { once: true });
    try {
      return await Promise.race([result, rejectsWhen(signal)]);
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  #drop(): void {
    try {
      this.close();
    } catch {
      // A statement is in the middle of its rows: the connection goes when they do.
      this.#db = undefined;
    }
  }

  async #begin(handle: Handle, signal: AbortSignal): Promise<void> {
    if (this.#options.readonly === true) {
      handle.exec('BEGIN');
      return;
    }
    const usual = this.#options.busyTimeoutMs ?? BUSY_TIMEOUT_MS;
    const deadline = performance.now() + usual;
    for (let attempt = 1; ; attempt++) {
      const error = tryToBegin(handle, usual);
      if (error === null) return;
      if (!isTransient(error) || performance.now() >= deadline) {
        throw asStorageError(error, handle.name);
      }
      await sleep(Math.min(1 + Math.random() * 4 * attempt, LONGEST_NAP_MS), undefined, { signal });
    }
  }
}

const LONGEST_NAP_MS = 50;

/** A function without parameters works on something else: a transaction here would only be in its way. */
function takesNothing(fn: unknown): boolean {
  const text = Function.prototype.toString.call(fn);
  return /^(?:async\s+|async(?=\())?(?:\(\s*\)|function\b[^(]*\(\s*\))/.test(text);
}

function tryToBegin(handle: Handle, usualTimeoutMs: number): unknown {
  handle.pragma('busy_timeout=0');
  try {
    handle.exec('BEGIN IMMEDIATE');
    return null;
  } catch (error) {
    return error;
  } finally {
    handle.pragma(`busy_timeout=${usualTimeoutMs}`);
  }
}

function rejectsWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
