import type { SpoorDatabaseOptions } from '../database/spoor-database.js';
import type { MemoryLimit } from './held-in-memory.js';
import type { OperationTable } from './write-operation.js';
import type { WriterNotice } from './writer-status.js';

/** How a `DurableWriter` writes, and what it does while the database can't be used. */
export interface DurableWriterOptions<Own extends OperationTable> {
  /**
   * The database, opened when the first write comes. One attempt waits 100 ms for a lock at most,
   * whatever `busyTimeoutMs` says: between attempts the process goes on with other work.
   */
  readonly database?: Omit<SpoorDatabaseOptions, 'readonly' | 'oneLockBudget' | 'migrations'> & {
    /** `quick`: one that needs a long migration counts as one that can't be used. */
    readonly migrations?: 'all' | 'quick';
  };
  /**
   * `spool` (the default) holds writes in files until the database can be used, also beyond the end
   * of the process; `memory` holds them in the process; `error` throws.
   */
  readonly whenUnavailable?: 'spool' | 'memory' | 'error';
  /** Folders for held writes; the second for the day when the first can't be written. */
  readonly spoolDirs?: readonly string[];
  /** How much `memory` holds; a write beyond that is refused with `OVERLOADED`. */
  readonly memoryLimit?: MemoryLimit;
  /** Kinds of writes of your own, besides Spoor's. */
  readonly operations?: Own;
  readonly onNotice?: (notice: WriterNotice) => void;
  /** A call ends within about this time, ms; 5,000 by default. */
  readonly deadlineMs?: number;
  /** Waits between attempts to come back, ms; from 250, doubling, up to 30,000 by default. */
  readonly retryMs?: { readonly min?: number; readonly max?: number };
}

/** What a write came to. */
export type Written<Output> =
  | { readonly outcome: 'written'; readonly id: string; readonly value: Output }
  /** Kept for later: it is written once the database can be used. */
  | { readonly outcome: 'held'; readonly id: string }
  /** A write of this id was written before; nothing was changed. */
  | { readonly outcome: 'repeated'; readonly id: string };
