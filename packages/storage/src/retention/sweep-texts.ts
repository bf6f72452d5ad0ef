import type { IsoTime } from '@spoor/core';
import { stopIfAsked } from '../maintenance/long-work.js';
import { readMaintenanceState, writeMaintenanceState } from '../maintenance/maintenance-state.js';
import { writeGently } from '../maintenance/write-gently.js';
import { FIRST_TIME, type Mark, type RetainedRow, type RetainedText } from './retained-text.js';
import { rewriteRow } from './rewrite-row.js';
import {
  type ClearSome,
  clearingOfIndexed,
  clearSessionTexts,
  listQuietSessions,
  measureSessionTexts,
} from './session-texts.js';
import { portionsOf, type Sweep, sweepRows, usedNow } from './sweep.js';

/**
 * Lets text go that is older than a time. What a former run has left behind it isn't read again:
 * only what has aged since, and what has come since with an old time.
 */
export async function sweepAged(
  sweep: Sweep,
  text: RetainedText,
  before: IsoTime | null,
): Promise<void> {
  if (before === null) return;
  const { db } = sweep;
  const name = `retention.${text.name}`;
  const mark = readMaintenanceState<Mark>(db, name) ?? { before: FIRST_TIME, seq: 0 };
  const seq = text.lastRow(db);
  const earlier = before < mark.before ? before : mark.before;
  if (earlier !== FIRST_TIME) {
    for (const rows of text.lateArrivals(db, mark.seq, earlier)) await sweepAll(sweep, text, rows);
  }
  for (const rows of text.between(db, mark.before, before)) await sweepAll(sweep, text, rows);
  if (!sweep.dryRun) writeMaintenanceState(db, name, { before, seq } satisfies Mark, sweep.now);
}

/**
 * Lets the oldest text go until the content fits.
 * @param from what is older has gone already.
 */
export async function sweepToFit(
  sweep: Sweep,
  text: RetainedText,
  from: IsoTime | null,
  mostBytes: number,
): Promise<void> {
  if (usedNow(sweep) <= mostBytes) return;
  for (const rows of text.oldestFirst(sweep.db, from ?? FIRST_TIME)) {
    if (await sweepAll(sweep, text, rows, mostBytes)) return;
  }
}

/** Lets all text of sessions go that were last active before a time. */
export async function sweepSessions(sweep: Sweep, before: IsoTime | null): Promise<void> {
  if (before === null) return;
  const { db } = sweep;
  for (const id of listQuietSessions(db, before)) {
    const went = measureSessionTexts(db, id);
    if (went.rows === 0) continue;
    if (!sweep.dryRun) await clearIndexed(sweep, clearingOfIndexed(db, id));
    await sweepRows(sweep, 'sessions', went, () => clearSessionTexts(db, id));
  }
}

/** A session is told of when its last text has gone; stopped before, the next run tells of the rest. */
async function clearIndexed({ db, work }: Sweep, clearSome: ClearSome): Promise<void> {
  for (let more = true; more; ) {
    stopIfAsked(work);
    await writeGently(db, () => {
      more = clearSome();
    });
  }
}

/** @returns whether what is left fits. */
async function sweepAll(
  sweep: Sweep,
  text: RetainedText,
  rows: readonly RetainedRow[],
  mostBytes = -1,
): Promise<boolean> {
  let limit = portionBytes(sweep, text, mostBytes);
  for (const portion of portionsOf(rows, () => limit)) {
    const bytes = portion.reduce((total, row) => total + row.bytes, 0);
    await sweepRows(sweep, text.name, { rows: portion.length, bytes }, () => {
      for (const { key } of portion) text.clear(sweep.db, key);
      // Every second row is enough for SQLite to look at every page, and its neighbours.
      for (const { key } of everySecond(portion)) rewriteRow(sweep.db, text.table, key);
    });
    if (mostBytes >= 0 && usedNow(sweep) <= mostBytes) return true;
    limit = portionBytes(sweep, text, mostBytes);
  }
  return false;
}

/** Near the size that is asked for the steps become small, so that no more goes than must. */
function portionBytes(sweep: Sweep, text: RetainedText, mostBytes: number): number {
  if (mostBytes < 0) return text.portionBytes;
  const excess = usedNow(sweep) - mostBytes;
  return Math.min(text.portionBytes, Math.max(20_000, excess / 2));
}

function everySecond(rows: readonly RetainedRow[]): RetainedRow[] {
  return rows.filter((_row, place) => place % 2 === 0);
}
