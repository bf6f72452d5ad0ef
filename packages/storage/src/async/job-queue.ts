import { StorageError } from '../errors.js';
import type { CallOptions } from './options.js';
import { checkTimeout } from './options.js';
import { type QueueStatistics, QueueTally } from './queue-tally.js';

/** Something to be done; ends early, with anything, when the signal says so. */
export type Work<T> = (signal: AbortSignal) => Promise<T>;

/** How a queue works. */
export interface JobQueueOptions {
  /** How many jobs may run at once; asked anew each time. */
  readonly width: () => number;
  /** How many more may wait. */
  readonly maxWaiting: number;
  readonly timeoutMs: number;
}

interface Job {
  readonly work: Work<unknown>;
  readonly queuedAt: number;
  readonly settle: (outcome: { value: unknown } | { error: unknown }) => void;
  readonly controller: AbortController;
}

/**
 * Jobs in the order in which they were asked for: so many at once, so many waiting, each with a time
 * limit from the call on and a signal that gives it up.
 */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #waiting = new Set<Job>();
  #tally = new QueueTally();
  #running = 0;
  #whenIdle: (() => void)[] = [];

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  /**
   * Does some work when its turn comes.
   * @throws StorageError `OVERLOADED`, `TIMEOUT` or `CANCELLED`; what the work throws, as it is.
   */
  run<T>(work: Work<T>, options: CallOptions = {}): Promise<T> {
    const { signal, timeoutMs = this.#options.timeoutMs } = options;
    return new Promise<T>((resolve, reject) => {
      checkTimeout(timeoutMs);
      if (signal?.aborted === true) throw this.#cancelled();
      if (this.#running >= this.#options.width() && this.#isFull()) {
        throw new StorageError(
          'OVERLOADED',
          `${this.#waiting.size} calls wait already: ask again later, or for less at once`,
        );
      }
      const controller = new AbortController();
      const giveUp = (error: StorageError) => {
        this.#waiting.delete(job);
        job.settle({ error });
        controller.abort();
        this.#checkIdle();
      };
      const cancel = () => giveUp(this.#cancelled());
      const timer = startTimer(timeoutMs, () => giveUp(timedOut(timeoutMs)));
      signal?.addEventListener('abort', cancel, { once: true });
      let settled = false;
      const job: Job = {
        work,
        controller,
        queuedAt: performance.now(),
        settle: (outcome) => {
          if (settled) return;
          settled = true;
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          this.#tally.count('error' in outcome ? outcome.error : undefined);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value as T);
        },
      };
      this.#waiting.add(job);
      this.startNext();
    });
  }

  /** Starts what may run now: also when the width has grown. */
  startNext(): void {
    for (const job of this.#waiting) {
      if (this.#running >= this.#options.width()) return;
      this.#waiting.delete(job);
      void this.#start(job);
    }
  }

  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#checkIdle();
    });
  }

  /** Counts anew. */
  restartStatistics(): void {
    this.#tally = new QueueTally();
  }

  /** How it is doing. */
  statistics(): QueueStatistics {
    return this.#tally.report(this.#waiting.size, this.#running);
  }

  async #start(job: Job): Promise<void> {
    this.#running += 1;
    const startedAt = performance.now();
    this.#tally.waited(startedAt - job.queuedAt);
    try {
      job.settle({ value: await job.work(job.controller.signal) });
    } catch (error) {
      job.settle({ error });
    } finally {
      this.#running -= 1;
      this.#tally.ran(performance.now() - startedAt);
      this.startNext();
      this.#checkIdle();
    }
  }

  #isFull(): boolean {
    return this.#waiting.size >= this.#options.maxWaiting;
  }

  #cancelled(): StorageError {
    return new StorageError('CANCELLED', 'the call was given up as asked');
  }

  #checkIdle(): void {
    if (this.#running > 0 || this.#waiting.size > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

function timedOut(timeoutMs: number): StorageError {
  return new StorageError('TIMEOUT', `the call took longer than ${timeoutMs} ms`);
}

/** The longest that a timer can be set to (Node, `setTimeout`). */
const LONGEST_MS = 2 ** 31 - 1;

function startTimer(ms: number, then: () => void): NodeJS.Timeout | undefined {
  return ms > LONGEST_MS ? undefined : setTimeout(then, ms);
}
