import { messageOf } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, isConstraint, isEnvironmental, StorageError } from '../errors.js';
import { hasWalRoom } from '../maintenance/wal-room.js';
import type { Spool, SpoolEntry } from './spool.js';

/** What a drain did. */
export interface DrainReport {
  readonly drained: number;
  /** Entries that are no events; set aside. */
  readonly rejected: number;
  /** Entries that could not be applied; still in the spool. */
  readonly failed: number;
  /** What went wrong with the first of them. */
  readonly failure: string | null;
}

/** How to drain. */
export interface DrainOptions {
  /** Entries younger than this belong to hooks that are still running; 0 takes all. */
  readonly minAgeMs?: number;
  /** At most so many entries. */
  readonly limit?: number;
  /** Ends after a batch behind which the WAL is full, and a reader needs what is in it. */
  readonly patient?: boolean;
  /** Entries a transaction; small ones let other writers through. */
  readonly batchSize?: number;
}

/**
 * Brings what waits in the spool into the database: applied in one transaction a batch, removed
 * after its commit. Applying must be idempotent; two drains at once then do no harm.
 *
 * An entry that can't be applied stays, and keeps neither the others back nor the caller.
 * @param apply writes one entry; throws a SyntaxError, TypeError or RangeError when the text is no event.
 * @throws StorageError when the database can't be written; what is not in it stays in the spool.
 */
export function drain(
  db: SpoorDatabase,
  spool: Spool,
  apply: (text: string) => void,
  options: DrainOptions = {},
): DrainReport {
  const entries = spool.list(options.minAgeMs ?? 0, Date.now(), options.limit);
  const size = options.batchSize ?? 50;
  const total: Progress = { drained: 0, rejected: 0, failed: 0, failure: null };
  for (let start = 0; start < entries.length; start += size) {
    drainBatch(db, spool, apply, entries.slice(start, start + size), total);
    // Many that have waited would fill the WAL.
    if (!hasWalRoom(db) && options.patient === true) break;
  }
  return total;
}

type Progress = { -readonly [Key in keyof DrainReport]: DrainReport[Key] };

function drainBatch(
  db: SpoorDatabase,
  spool: Spool,
  apply: (text: string) => void,
  entries: readonly SpoolEntry[],
  total: Progress,
): void {
  try {
    const { done, bad } = db.transaction(() => applyAll(db, spool, apply, entries));
    for (const entry of done) spool.remove(entry);
    for (const entry of bad) spool.reject(entry);
    total.drained += done.length;
    total.rejected += bad.length;
  } catch (error) {
    if (isEnvironmental(error)) throw error;
    if (entries.length > 1) {
      for (const entry of entries) drainBatch(db, spool, apply, [entry], total);
      return;
    }
    total.failed++;
    total.failure ??= messageOf(error);
  }
}

function applyAll(
  db: SpoorDatabase,
  spool: Spool,
  apply: (text: string) => void,
  entries: readonly SpoolEntry[],
): { done: SpoolEntry[]; bad: SpoolEntry[] } {
  const done: SpoolEntry[] = [];
  const bad: SpoolEntry[] = [];
  // A savepoint each: an entry that is refused leaves nothing behind.
  const applyWhole = db.getDb().transaction(apply);
  for (const entry of entries) {
    const text = spool.read(entry);
    if (text === null) {
      if (spool.isNoFile(entry)) bad.push(entry);
      continue;
    }
    (isEvent(applyWhole, text) ? done : bad).push(entry);
  }
  return { done, bad };
}

/** The last is what a text is that is nested too deep to be written again. */
const NO_EVENT = [SyntaxError, TypeError, RangeError];

function isEvent(apply: (text: string) => void, text: string): boolean {
  try {
    apply(text);
    return true;
  } catch (error) {
    if (NO_EVENT.some((kind) => error instanceof kind) || isRefused(error)) return false;
    throw error;
  }
}

/** What the schema refuses now it refuses every time; it would wait for ever, and others behind it. */
function isRefused(error: unknown): boolean {
  if (error instanceof StorageError) return error.code === 'INVALID';
  return isConstraint(error) && asStorageError(error, '').code === 'INVALID';
}
