import type { QueueStatistics } from './queue-tally.js';

/** How one kind of calls is doing, since the pool was opened. */
export interface LaneStatistics extends QueueStatistics {
  /** Threads that are running; they are started when they are needed. */
  readonly threads: number;
  /** Threads that were ended for a call's sake, and are still inside one step of SQLite. */
  readonly stuckThreads: number;
}

/** How the pool is doing: the reads, and under `writer` the writes. */
export interface PoolStatistics extends LaneStatistics {
  readonly writer: LaneStatistics;
}

/** Of a pool that can't write. */
export const NO_WRITES: LaneStatistics = {
  waiting: 0,
  running: 0,
  completed: 0,
  failed: 0,
  timedOut: 0,
  cancelled: 0,
  waitMs: { p50: 0, p95: 0 },
  runMs: { p50: 0, p95: 0 },
  threads: 0,
  stuckThreads: 0,
};
