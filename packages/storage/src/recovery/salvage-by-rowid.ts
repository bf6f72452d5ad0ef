import type { Handle } from '../database/handle.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import type { RawValue } from './pages/record.js';

/** Rowids that can't be read, both ends included. */
export interface LostRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** How a table is read around its damage. */
export interface RowidReading {
  readonly source: Handle;
  readonly table: string;
  readonly columns: readonly string[];
  /** Between these rowids it is worth looking behind the damage; null when nothing is known there. */
  readonly known: LostRange | null;
  /** Gets the rows, a batch at a time. */
  readonly take: (rows: readonly (readonly RawValue[])[]) => void;
}

/** Rows a step. */
const BATCH = 2_000;
/** Ranges in a row that may give nothing: damage everywhere must come to an end. */
const MOST_FAILURES = 64;
/** Ranges that are tried at most in one table. */
const MOST_PROBES = 4_000;
/** The rowids that SQLite can have. */
export const LOWEST_ROWID = -(2n ** 63n);
export const HIGHEST_ROWID = 2n ** 63n - 1n;

/**
 * Reads a rowid table as far as SQLite can: upwards until it meets damage, downwards until it meets
 * damage, and the range between in halves, again and again. A row may come more than once.
 * @returns the ranges that can't be read.
 */
export async function salvageByRowid(
  reading: RowidReading,
  work: LongWork = {},
): Promise<LostRange[]> {
  const read = batchReader(reading);
  const middle = await readEnds(read, { from: LOWEST_ROWID, to: HIGHEST_ROWID }, reading, work);
  if (middle === null) return [];
  const { inside, outside } = clip(middle, reading.known);
  const lost = [...outside];
  const open = inside === null ? [] : halves(inside);
  let failures = 0;
  for (let probes = 0; open.length > 0; probes++) {
    const range = open.shift() as LostRange;
    const rest =
      failures < MOST_FAILURES && probes < MOST_PROBES
        ? await readEnds(read, range, reading, work)
        : range;
    if (rest === null) {
      failures = 0;
      continue;
    }
    failures = rest.from === range.from && rest.to === range.to ? failures + 1 : 0;
    if (rest.from === rest.to || failures >= MOST_FAILURES) lost.push(rest);
    else open.push(...halves(rest));
  }
  return joined(lost);
}

/** @returns what is left between the damage that ends the way up and the one that ends the way down. */
async function readEnds(
  read: BatchReader,
  range: LostRange,
  reading: RowidReading,
  work: LongWork,
): Promise<LostRange | null> {
  const from = await readUp(read, range, reading, work);
  if (from === null) return null;
  const to = await readDown(read, { from, to: range.to }, reading, work);
  return to === null ? null : { from, to };
}

function halves({ from, to }: LostRange): LostRange[] {
  if (from === to) return [{ from, to }];
  const middle = (from + to) >> 1n;
  return [
    { from, to: middle },
    { from: middle + 1n, to },
  ];
}

function clip(
  range: LostRange,
  known: LostRange | null,
): { inside: LostRange | null; outside: LostRange[] } {
  if (known === null) return { inside: null, outside: [range] };
  let { from, to } = range;
  if (known.from > from) from = known.from;
  if (known.to < to) to = known.to;
  if (from > to) return { inside: null, outside: [range] };
  const outside = [
    { from: range.from, to: from - 1n },
    { from: to + 1n, to: range.to },
  ].filter((one) => one.from <= one.to);
  return { inside: { from, to }, outside };
}

type BatchReader = (
  range: LostRange,
  order: 'ASC' | 'DESC',
) => { rows: RawValue[][]; last: bigint | null; outcome: 'more' | 'end' | 'damage' };

/** @returns where the damage begins; null when the range was read to its end. */
async function readUp(
  read: BatchReader,
  { from, to }: LostRange,
  { take }: RowidReading,
  work: LongWork,
): Promise<bigint | null> {
  for (let start = from; start <= to; ) {
    const { rows, last, outcome } = read({ from: start, to }, 'ASC');
    take(rows);
    if (outcome === 'end') return null;
    if (last !== null) start = last + 1n;
    if (outcome === 'damage') return start <= to ? start : null;
    await pause(work);
  }
  return null;
}

/** @returns where the damage ends; null when the range was read to its beginning. */
async function readDown(
  read: BatchReader,
  { from, to }: LostRange,
  { take }: RowidReading,
  work: LongWork,
): Promise<bigint | null> {
  for (let end = to; end >= from; ) {
    const { rows, last, outcome } = read({ from, to: end }, 'DESC');
    take(rows);
    if (outcome === 'end') return null;
    if (last !== null) end = last - 1n;
    if (outcome === 'damage') return end >= from ? end : null;
    await pause(work);
  }
  return null;
}

function batchReader({ source, table, columns }: RowidReading): BatchReader {
  const statement = (order: string) =>
    source
      .prepare<[bigint, bigint, number], RawValue[]>(
        `SELECT rowid, ${columns.join(', ')} FROM ${table} NOT INDEXED
         WHERE rowid BETWEEN ? AND ? ORDER BY rowid ${order} LIMIT ?`,
      )
      .raw()
      .safeIntegers();
  const statements = { ASC: statement('ASC'), DESC: statement('DESC') };
  return (range, order) => {
    const rows: RawValue[][] = [];
    let last: bigint | null = null;
    try {
      for (const [rowid, ...values] of statements[order].iterate(range.from, range.to, BATCH)) {
        const next = rowid as bigint;
        // A page that points back would go round for ever.
        if (last !== null && (order === 'ASC' ? next <= last : next >= last)) {
          return { rows, last, outcome: 'damage' };
        }
        last = next;
        rows.push(values);
      }
    } catch {
      return { rows, last, outcome: 'damage' };
    }
    return { rows, last, outcome: rows.length < BATCH ? 'end' : 'more' };
  };
}

async function pause(work: LongWork): Promise<void> {
  await breathe();
  stopIfAsked(work);
}

function joined(ranges: readonly LostRange[]): LostRange[] {
  const result: LostRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || last.to + 1n < range.from) result.push(range);
    else if (range.to > last.to) result[result.length - 1] = { from: last.from, to: range.to };
  }
  return result;
}
