import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';

/** A list that is read page by page, the newest row first. */
export interface PagedState<Row, Choice> {
  readonly choice: Choice;
  readonly table: TableState;
  /** Null before anything is read. */
  readonly rows: readonly Row[] | null;
  /** Whether nothing stands behind the last of them. */
  readonly isWhole: boolean;
}

/** What every choice of such a list can say. */
export interface PagedChoice {
  readonly title: string;
  readonly failedOnly?: boolean | undefined;
}

/** Rows that are read at once. */
export const PAGE_SIZE = 200;

/** So near the end of the rows that are known the next page is asked for. */
const AHEAD = 60;

/** A list before anything is read. */
export function firstPaged<Row, Choice>(choice: Choice): PagedState<Row, Choice> {
  return { choice, table: EMPTY_TABLE, rows: null, isWhole: false };
}

/**
 * The newest page has come: it takes the place of the rows that it overlaps with. Where so much is
 * new that it overlaps with none, what was known before is read anew.
 */
export function withNewest<Row>(
  rows: readonly Row[] | null,
  page: readonly Row[],
  keyOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly isWhole: boolean | null } {
  const last = page.at(-1);
  if (page.length < PAGE_SIZE || last === undefined) return { rows: page, isWhole: true };
  const place = rows?.findIndex((row) => keyOf(row) === keyOf(last)) ?? -1;
  if (rows === null || place < 0) return { rows: page, isWhole: false };
  return { rows: [...page, ...rows.slice(place + 1)], isWhole: null };
}

/** A page that stands behind a row has come; null when that row is not the last one any more. */
export function withOlder<Row>(
  rows: readonly Row[] | null,
  page: readonly Row[],
  isBehind: (last: Row) => boolean,
): { readonly rows: readonly Row[]; readonly isWhole: boolean } | null {
  const last = rows?.at(-1);
  if (rows === null || last === undefined || !isBehind(last)) return null;
  return { rows: [...rows, ...page], isWhole: page.length < PAGE_SIZE };
}

/** Whether the next page is wanted: one is near the end of what is known, or a filter hides most of it. */
export function wantsOlder<Row, Choice>(
  { rows, isWhole, table }: PagedState<Row, Choice>,
  shown: number,
  height: number,
): boolean {
  if (rows === null || rows.length === 0 || isWhole || rows.length >= MOST_ROWS) return false;
  if (table.filter.text !== '' && rows.length >= MOST_FILTERED) return false;
  return table.list.top + height + AHEAD >= shown;
}

/** Nobody goes through more by hand, and every key must stay quick. */
const MOST_ROWS = 20_000;

/** A filter that matches nothing must not read all that was ever recorded. */
const MOST_FILTERED = 5_000;
