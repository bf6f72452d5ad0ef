import { availableParallelism } from 'node:os';
import { DEFAULT_CONFIGURATION, type JsonObject } from '@spoor/core';
import {
  auditOperation,
  checkpoint,
  countRecorded,
  isTransient,
  type Lease,
  optimize,
  type RecordedCounts,
  recordedSince,
  type SpoorDatabase,
  StorageError,
  takeLease,
} from '@spoor/storage';
import { markAbandoned } from '../../catch-up.js';
import type { SessionOutcome } from './history-report.js';
import type { HistoryTally } from './history-tally.js';
import { readInThreads } from './history-threads.js';
import type { HistoryOptions } from './import-history.js';
import type { HistoryPlan } from './plan-sessions.js';
import { SessionReader } from './session-reader.js';
import { SharedControl } from './shared-control.js';

const LEASE = 'import-history';

/** An import that was killed keeps others out for so long at most, ms. */
const TERM_MS = 60_000;

const RENEW_MS = 15_000;

/** Progress is told, and the wish to stop looked at, so often, ms. */
const LOOK_MS = 100;

const MOST_THREADS = 4;

const THREADED_BYTES = 8_000_000;

/**
 * Reads what is planned, as the only import of this store, and does what is to be done after one.
 * @returns what is new.
 * @throws StorageError `LOCKED` while another import runs.
 */
export async function readPlanned(
  db: SpoorDatabase,
  plan: HistoryPlan,
  tally: HistoryTally,
  options: HistoryOptions,
): Promise<RecordedCounts> {
  const lease = takeLease(db, { name: LEASE, termMs: TERM_MS });
  if (lease === null) {
    throw new StorageError(
      'LOCKED',
      'another import of history is under way; try again when it has ended',
    );
  }
  try {
    const before = countRecorded(db);
    await read(db, plan, tally, options, lease);
    markAbandoned(db, options.now ?? Date.now);
    const added = recordedSince(before, countRecorded(db));
    db.transaction(() =>
      auditOperation(db, { action: 'import', details: { ...detailsOf(tally), ...added } }),
    );
    unlessLocked(() => optimize(db));
    checkpoint(db);
    return added;
  } finally {
    lease.release();
  }
}

async function read(
  db: SpoorDatabase,
  plan: HistoryPlan,
  tally: HistoryTally,
  options: HistoryOptions,
  lease: Lease,
): Promise<void> {
  const { signal, onProgress, database, settings } = options;
  const configuration = settings?.configuration ?? options.configuration ?? DEFAULT_CONFIGURATION;
  const control = new SharedControl();
  const nowMs = (options.now ?? Date.now)();
  const work = { database, configuration, settings, nowMs, finalBefore: plan.finalBefore };
  const tell = () => onProgress?.({ done: control.bytes, total: plan.bytes, unit: 'bytes' });
  const stop = () => control.stop();
  const done = (outcome: SessionOutcome) => {
    tally.add(outcome);
    tell();
  };
  const timers = [
    setInterval(tell, LOOK_MS),
    setInterval(() => unlessLocked(() => lease.renew()), RENEW_MS),
  ];
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    const threads = options.threads ?? threadsFor(plan);
    if (threads > 0) {
      await readInThreads(plan.families, { work, threads, control }, done);
      return;
    }
    const reader = new SessionReader(db, work, control);
    for (const session of plan.families.flatMap(({ sessions }) => sessions)) {
      const outcome = reader.read(session);
      reader.flush();
      done(outcome);
      await breathe();
    }
  } finally {
    for (const timer of timers) clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** The threads, or others, may keep it from writing for a while; there is time for another try. */
function unlessLocked(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!isTransient(error)) throw error;
  }
}

/** Little is read on the caller's thread: starting others would take longer. */
function threadsFor({ bytes }: HistoryPlan): number {
  return bytes < THREADED_BYTES ? 0 : Math.min(MOST_THREADS, availableParallelism());
}

function detailsOf(tally: HistoryTally): JsonObject {
  const { bytes, badLines, forgotten } = tally;
  return { from: 'transcripts', files: tally.files().read, bytes, badLines, forgotten };
}

/** Lets signals and timers run between two sessions. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
