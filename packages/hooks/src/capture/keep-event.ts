import { type CapturedEvent, messageOf, type Redacted } from '@spoor/core';
import {
  checkpoint,
  drain,
  noteSuspicion,
  type Spool,
  type SpoolEntry,
  SpoorDatabase,
  StorageError,
} from '@spoor/storage';
import { fromEnvelope, toEnvelope } from '../record/envelope.js';
import { createRecorder, type Recorder } from '../record/recorder.js';

/** Where events go, and how long that may take. Times are milliseconds. */
export interface Keeping {
  readonly databasePath: string;
  readonly spool: Spool;
  /** Since the process started. */
  readonly elapsedMs: () => number;
  /** All of a hook's time; past it the database is left to the next one. */
  readonly deadlineMs: number;
  /** All waits for locks together. */
  readonly lockBudgetMs: number;
}

/** Time that the database needs at least; with less left it is not tried. */
const LEAST_DATABASE_MS = 100;

/** Spool entries younger than this belong to hooks that are still running. */
const FOREIGN_SPOOL_AGE_MS = 5_000;

/** Foreign entries that one hook drains at most. */
const DRAIN_BATCH = 20;

/**
 * A hook empties the WAL when it is larger than this: every opening reads all of it, 0.4 ms a MB.
 * An event writes some 80 kB; emptying takes a hook in 25 some milliseconds, after its commit.
 */
const WAL_BYTES = 2 * 1024 * 1024;

/**
 * Keeps an event: in the spool first, then in the database, then out of the spool.
 * @returns what the user should be warned of, if anything.
 */
export function keepEvent(event: Redacted<CapturedEvent>, keeping: Keeping): string | undefined {
  const spooled = putIntoSpool(event, keeping.spool);
  const failure = attempt(() => record(event, keeping, spooled.entry));
  if (failure === undefined) return undefined;
  if (spooled.entry === undefined) {
    return `event not recorded: ${messageOf(failure)}; ${messageOf(spooled.error)}`;
  }
  attempt(() => spooled.entry && keeping.spool.sync(spooled.entry));
  noteSuspicion(keeping.databasePath, failure);
  return isPassing(failure) ? undefined : `event kept in the spool: ${messageOf(failure)}`;
}

type Spooled = { entry: SpoolEntry } | { entry?: undefined; error: unknown };

function putIntoSpool(event: Redacted<CapturedEvent>, spool: Spool): Spooled {
  try {
    return { entry: spool.put(event.id, toEnvelope(event)) };
  } catch (error) {
    return { error };
  }
}

function record(
  event: Redacted<CapturedEvent>,
  keeping: Keeping,
  entry: SpoolEntry | undefined,
): void {
  if (keeping.deadlineMs - keeping.elapsedMs() < LEAST_DATABASE_MS) throw new OutOfTime();
  const db = new SpoorDatabase({
    path: keeping.databasePath,
    busyTimeoutMs: keeping.lockBudgetMs,
    oneLockBudget: true,
    migrations: 'quick',
    autoCheckpointPages: 0,
  });
  const recorder = createRecorder({ db });
  recorder.recordRedacted(event, keeping.elapsedMs);
  // From here on the event is safe: nothing that fails now may keep the hook from ending well.
  attempt(() => {
    if (entry !== undefined) keeping.spool.remove(entry);
    lookAfter(db, keeping, recorder);
  });
}

/** What hooks do for the store in passing; each step only when there is something to do. */
function lookAfter(db: SpoorDatabase, keeping: Keeping, recorder: Recorder): void {
  if (keeping.elapsedMs() * 2 > keeping.deadlineMs) return;
  const apply = (text: string) => {
    recorder.recordRedacted(fromEnvelope(text));
  };
  drain(db, keeping.spool, apply, { minAgeMs: FOREIGN_SPOOL_AGE_MS, limit: DRAIN_BATCH });
  checkpoint(db, WAL_BYTES);
}

class OutOfTime extends Error {}

/** Somebody else was writing, or the time was up: the next hook drains, there is nothing to tell. */
function isPassing(error: unknown): boolean {
  return error instanceof OutOfTime || (error instanceof StorageError && error.code === 'LOCKED');
}

function attempt(step: () => void): unknown {
  try {
    step();
    return undefined;
  } catch (error) {
    return error ?? new Error('unknown error');
  }
}
