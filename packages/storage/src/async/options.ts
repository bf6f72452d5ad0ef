import type { SpoorDatabaseOptions } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';

/** How to open the store for use from an event loop. */
export interface AsyncDatabaseOptions extends SpoorDatabaseOptions {
  /** Threads that read, one connection each; 4 by default. They are started when they are needed. */
  readonly readers?: number;
  /** Reads, and writes, that may wait for a thread before others are refused; 1,000 by default. */
  readonly maxQueue?: number;
  /** Time for each call, waiting included, ms; 30,000 by default, `Infinity` for none. */
  readonly timeoutMs?: number;
}

/** What one call may say of itself. */
export interface CallOptions {
  /** Time for this call, waiting included, ms. */
  readonly timeoutMs?: number;
  /** Gives the call up, whether it waits or runs. */
  readonly signal?: AbortSignal;
}

/** The same, with everything said. */
export interface Limits {
  readonly readers: number;
  readonly maxQueue: number;
  readonly timeoutMs: number;
}

/**
 * Takes the pool's own options out of all.
 * @throws StorageError `INVALID` for one that is no sensible number.
 */
export function limitsOf(options: AsyncDatabaseOptions): Limits {
  const { readers = 4, maxQueue = 1_000, timeoutMs = 30_000 } = options;
  return {
    readers: wholeNumber('readers', readers, 1, 256),
    maxQueue: wholeNumber('maxQueue', maxQueue, 0, Number.MAX_SAFE_INTEGER),
    timeoutMs: checkTimeout(timeoutMs),
  };
}

/** @throws StorageError `INVALID` unless it is a positive number. */
export function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0) return timeoutMs;
  throw new StorageError('INVALID', '`timeoutMs` must be more than 0');
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new StorageError('INVALID', `\`${name}\` must be a whole number from ${least} to ${most}`);
}
