import type { RecordableHistogram } from 'node:perf_hooks';
import { StorageError } from '../errors.js';
import { perfHooks } from '../lazy-builtins.js';

/** Milliseconds that half, and 95 of a hundred, of the calls took at most. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** How a queue is doing, since it was opened. */
export interface QueueStatistics {
  readonly waiting: number;
  readonly running: number;
  /** Calls that gave a result. */
  readonly completed: number;
  /** Calls that ended with an error other than the next two. */
  readonly failed: number;
  readonly timedOut: number;
  readonly cancelled: number;
  /** Time until a call was started. */
  readonly waitMs: Percentiles;
  /** Time from then to its end. */
  readonly runMs: Percentiles;
}

/** Counts calls, and keeps how long they took in histograms of fixed size. */
export class QueueTally {
  readonly #wait = newHistogram();
  readonly #run = newHistogram();
  readonly #counts = { completed: 0, failed: 0, timedOut: 0, cancelled: 0 };

  /** Counts a call by how it ended; undefined for well. */
  count(error: unknown): void {
    const code = error instanceof StorageError ? error.code : undefined;
    if (error === undefined) this.#counts.completed += 1;
    else if (code === 'TIMEOUT') this.#counts.timedOut += 1;
    else if (code === 'CANCELLED') this.#counts.cancelled += 1;
    else this.#counts.failed += 1;
  }

  /** @param ms how long a call waited. */
  waited(ms: number): void {
    this.#wait.record(inMicroseconds(ms));
  }

  /** @param ms how long a call ran. */
  ran(ms: number): void {
    this.#run.record(inMicroseconds(ms));
  }

  /** The counts, with what is under way now. */
  report(waiting: number, running: number): QueueStatistics {
    return {
      waiting,
      running,
      ...this.#counts,
      waitMs: percentiles(this.#wait),
      runMs: percentiles(this.#run),
    };
  }
}

/** A histogram takes whole numbers from 1; an hour is more than any call takes. */
const LONGEST = 3_600_000_000;

function newHistogram(): RecordableHistogram {
  return perfHooks().createHistogram({ lowest: 1, highest: LONGEST, figures: 2 });
}

function inMicroseconds(ms: number): number {
  return Math.min(Math.max(1, Math.round(ms * 1_000)), LONGEST);
}

function percentiles(histogram: RecordableHistogram): Percentiles {
  const at = (percent: number) =>
    histogram.count === 0 ? 0 : histogram.percentile(percent) / 1_000;
  return { p50: at(50), p95: at(95) };
}
