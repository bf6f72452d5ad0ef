import { isTransient } from '../errors.js';
import type { Handle } from './handle.js';
import { sleep } from './sleep.js';

/** So much longer than it may a statement may wait: setting the timeout takes a tenth of a ms. */
const SLACK_MS = 10;

/**
 * Time that a connection may spend waiting for other processes' locks, for all waits together.
 *
 * SQLite's own busy timeout covers most waits, but it counts anew for every statement, and some
 * answer BUSY at once (the switch to WAL, a lock lost to a deadlock): those are tried again, with
 * jitter, and each attempt waits no longer than what is left.
 */
export class LockBudget {
  readonly #handle: Handle;
  readonly #totalMs: number;
  readonly #stepMs: number;
  readonly #now: () => number;
  #leftMs: number;
  #timeoutMs: number;

  /**
   * @param stepMs how long SQLite may wait before the clock is looked at: it adds up what it meant to
   * sleep, not what a busy machine made of that. It is the busy timeout that the connection has now.
   */
  constructor(handle: Handle, totalMs: number, stepMs = totalMs, now: () => number = Date.now) {
    this.#handle = handle;
    this.#totalMs = totalMs;
    this.#now = now;
    this.#leftMs = totalMs;
    this.#stepMs = stepMs;
    this.#timeoutMs = stepMs;
  }

  /** Runs one statement that may have to wait. */
  wait<T>(statement: () => T): T {
    const deadline = this.#now() + this.#leftMs;
    try {
      for (let attempt = 1; ; attempt++) {
        const begun = this.#now();
        this.#setTimeout(Math.min(deadline - begun, this.#stepMs));
        try {
          return statement();
        } catch (error) {
          const now = this.#now();
          const left = deadline - now;
          if (!isTransient(error) || left <= 0) throw error;
          const hasWaited = now - begun >= this.#stepMs / 2;
          if (!hasWaited) sleep(Math.min(1 + Math.random() * 4 * attempt, left));
        }
      }
    } finally {
      this.#leftMs = Math.max(0, deadline - this.#now());
    }
  }

  /**
   * Runs what waits for locks in its own way.
   * @param mostMs how long it may wait; it is told how much of that is left.
   */
  spend<T>(mostMs: number, run: (waitMs: number) => T): T {
    const begun = this.#now();
    try {
      return run(Math.min(mostMs, this.#leftMs));
    } finally {
      this.#leftMs = Math.max(0, this.#leftMs - (this.#now() - begun));
    }
  }

  /** Gives the connection back the busy timeout that it had. */
  release(): void {
    this.#setTimeout(this.#totalMs);
  }

  #setTimeout(ms: number): void {
    const timeout = Math.max(0, Math.ceil(ms));
    const over = this.#timeoutMs - timeout;
    if (over === 0 || (timeout > 0 && over > 0 && over < SLACK_MS)) return;
    this.#handle.pragma(`busy_timeout=${timeout}`);
    this.#timeoutMs = timeout;
  }
}
