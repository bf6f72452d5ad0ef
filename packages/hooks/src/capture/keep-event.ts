import { type CapturedEvent, messageOf, type Redacted } from '@spoor/core';
import {
  checkpoint,
  drain,
  hasWalRoom,
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
  /** Null: the database is switched off, and events wait in the spool. */
  readonly databasePath: string | null;
  /** How far a commit reaches; `FULL` by default. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  readonly spool: Spool;
  /** Whether an event is kept in the spool until the database has it. */
  readonly spoolFirst: boolean;
  /** Called when an event can be kept nowhere. */
  readonly countLost: () => void;
  /** Since the process started. */
  readonly elapsedMs: () => number;
  /** All of a hook's time; past it the database is left to the next one. */
  readonly deadlineMs: number;
  /** All waits for locks together. */
  readonly lockBudgetMs: number;
  /** What else is to be read once the event is safe; what it throws goes nowhere. */
  readonly readOn?: (db: SpoorDatabase) => void;
}

/** Time that the database needs at least; with less left it is not tried. */
const LEAST_DATABASE_MS = 100;

/** Spool entries younger than this belong to hooks that are still running. */
const FOREIGN_SPOOL_AGE_MS = 5_000;

/** Foreign entries that one hook drains at most. */
const DRAIN_BATCH = 20;

/**
 * A hook empties the WAL when it is larger than this: every opening reads all of it, 0.4 ms a MB.
 * An event writes some 80 kB; emptying takes a hook in 25 some milliseconds, after its commit. It
 * does so before it reads transcripts: what that leaves in the WAL is the next hook's, for which the
 * client mostly doesn't wait.
 */
const WAL_BYTES = 2 * 1024 * 1024;

/**
 * Keeps an event: in the spool first, then in the database, then out of the spool.
 * @returns what the user should be warned of, if anything.
 */
export function keepEvent(event: Redacted<CapturedEvent>, keeping: Keeping): string | undefined {
  const spooled = keeping.spoolFirst ? putIntoSpool(event, keeping.spool) : SPOOL_OFF;
  const { databasePath } = keeping;
  const failure =
    databasePath === null
      ? new DatabaseOff()
      : attempt(() => record(event, databasePath, keeping, spooled.entry));
  if (failure === undefined) return undefined;
  noteSuspicion(databasePath, failure);
  if (spooled.entry === undefined) {
    keeping.countLost();
    return `event not recorded: ${messageOf(failure)}; ${messageOf(spooled.error)}`;
  }
  attempt(() => spooled.entry && keeping.spool.sync(spooled.entry));
  return isPassing(failure) ? undefined : `event kept in the spool: ${messageOf(failure)}`;
}

type Spooled = { entry: SpoolEntry } | { entry?: undefined; error: unknown };

const SPOOL_OFF: Spooled = { error: 'the spool is off' };

function putIntoSpool(event: Redacted<CapturedEvent>, spool: Spool): Spooled {
  try {
    return { entry: spool.put(event.id, toEnvelope(event)) };
  } catch (error) {
    return { error };
  }
}

function record(
  event: Redacted<CapturedEvent>,
  databasePath: string,
  keeping: Keeping,
  entry: SpoolEntry | undefined,
): void {
  const leftMs = keeping.deadlineMs - keeping.elapsedMs();
  // What no spool holds is tried all the same.
  if (leftMs < LEAST_DATABASE_MS && entry !== undefined) throw new OutOfTime();
  const db = new SpoorDatabase({
    path: databasePath,
    synchronous: keeping.synchronous ?? 'FULL',
    busyTimeoutMs: keeping.lockBudgetMs,
    oneLockBudget: true,
    migrations: 'quick',
    autoCheckpointPages: 0,
  });
  // A reader that is at it for long, a backup for instance, keeps the WAL from being emptied.
  if (entry !== undefined && !hasWalRoom(db)) throw new WalFull();
  const recorder = createRecorder({ db });
  recorder.recordRedacted(event, keeping.elapsedMs);
  // From here on the event is safe: nothing that fails now may keep the hook from ending well.
  attempt(() => {
    if (entry !== undefined) keeping.spool.remove(entry);
    lookAfter(db, keeping, recorder);
  });
  attempt(() => keeping.readOn?.(db));
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

class WalFull extends Error {}

class DatabaseOff extends Error {
  override message = 'the database is off';
}

const PASSING = [OutOfTime, WalFull, DatabaseOff];

/**
 * Somebody else was writing, or reading for long, or the time was up, and the next hook drains; or
 * the user wants it so: there is nothing to tell.
 */
function isPassing(error: unknown): boolean {
  if (PASSING.some((kind) => error instanceof kind)) return true;
  return error instanceof StorageError && error.code === 'LOCKED';
}

function attempt(step: () => void): unknown {
  try {
    step();
    return undefined;
  } catch (error) {
    return error ?? new Error('unknown error');
  }
}
