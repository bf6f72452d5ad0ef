import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A row whose text may go. */
export interface RetainedRow {
  readonly key: number;
  readonly at: IsoTime;
  /** Of its text, in the file. */
  readonly bytes: number;
}

/** Up to where a kind of text has gone: every row numbered up to `seq` and older than `before`. */
export interface Mark {
  readonly before: IsoTime;
  readonly seq: number;
}

/** A kind of text that goes with time, while its row stays. */
export interface RetainedText {
  readonly name: 'payloads' | 'toolOutput' | 'messages';
  readonly table: 'hook_executions' | 'messages';
  /** One transaction takes the text of about so many bytes away: it is held for milliseconds. */
  readonly portionBytes: number;
  /** The highest row number there is. */
  lastRow(db: SpoorDatabase): number;
  /** Rows with text from one time on and before another, in batches. */
  between(db: SpoorDatabase, from: IsoTime, before: IsoTime): Iterable<RetainedRow[]>;
  /** Rows with text and a number above `seq`, older than a time. */
  lateArrivals(db: SpoorDatabase, seq: number, before: IsoTime): Iterable<RetainedRow[]>;
  /** Rows with text from one time on, the oldest first. */
  oldestFirst(db: SpoorDatabase, from: IsoTime): Iterable<RetainedRow[]>;
  /** Takes the text of a row away; figures and ids stay. */
  clear(db: SpoorDatabase, key: number): void;
}

/** Before and after every time. */
export const FIRST_TIME: IsoTime = '';
export const LAST_TIME: IsoTime = '~';

/** Rows that are looked at in one query. */
export const BATCH_ROWS = 200;

/** Pages through rows by (time, row number), or by row number alone. */
export function* pages(
  next: (after: Pick<RetainedRow, 'at' | 'key'>) => RetainedRow[],
  from: Pick<RetainedRow, 'at' | 'key'>,
): Iterable<RetainedRow[]> {
  for (let after = from; ; ) {
    const rows = next(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    const withText = rows.filter(({ bytes }) => bytes > 0);
    if (withText.length > 0) yield withText;
    after = last;
  }
}
