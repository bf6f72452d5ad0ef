import type { SpoorDatabase } from '../database/spoor-database.js';
import { usedBytes } from '../maintenance/give-back-space.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { writeGently } from '../maintenance/write-gently.js';
import type { RetainedRow } from './retained-text.js';

/** How much text went, or would. */
export interface Cleared {
  readonly rows: number;
  readonly bytes: number;
}

/** A clean-up under way. */
export interface Sweep {
  readonly db: SpoorDatabase;
  readonly dryRun: boolean;
  readonly now: number;
  readonly work: LongWork;
  /** Bytes that the content took before. */
  readonly usedBytes: number;
  readonly cleared: Record<'payloads' | 'toolOutput' | 'messages' | 'sessions', Cleared>;
}

/** Starts a clean-up; nothing has gone yet. */
export function startSweep(
  db: SpoorDatabase,
  options: LongWork & { readonly dryRun: boolean; readonly now: number },
): Sweep {
  const none = { rows: 0, bytes: 0 };
  return {
    db,
    dryRun: options.dryRun,
    now: options.now,
    work: options,
    usedBytes: usedBytes(db),
    cleared: { payloads: none, toolOutput: none, messages: none, sessions: none },
  };
}

/** Takes some rows' text away in a transaction of its own, or only counts it on a dry run. */
export async function sweepRows(
  sweep: Sweep,
  name: keyof Sweep['cleared'],
  went: Cleared,
  change: () => void,
): Promise<void> {
  stopIfAsked(sweep.work);
  if (!sweep.dryRun) await writeGently(sweep.db, change);
  const { rows, bytes } = sweep.cleared[name];
  sweep.cleared[name] = { rows: rows + went.rows, bytes: bytes + went.bytes };
  sweep.work.onProgress?.({ done: totalOf(sweep).rows, total: null, unit: 'rows' });
}

/** Bytes that the content takes now; on a dry run what it would take, about. */
export function usedNow(sweep: Sweep): number {
  if (!sweep.dryRun) return usedBytes(sweep.db);
  return Math.max(0, sweep.usedBytes - totalOf(sweep).bytes);
}

function totalOf({ cleared }: Sweep): Cleared {
  const all = Object.values(cleared);
  return {
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/**
 * Rows in the portions of one transaction each.
 * @param mostBytes asked for each portion.
 */
export function* portionsOf(
  rows: readonly RetainedRow[],
  mostBytes: () => number,
): Iterable<RetainedRow[]> {
  let portion: RetainedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    portion.push(row);
    bytes += row.bytes;
    if (bytes < mostBytes()) continue;
    yield portion;
    portion = [];
    bytes = 0;
  }
  if (portion.length > 0) yield portion;
}
