import { placeColumns } from '../../present/columns.js';
import { MARGIN } from '../../present/table-view.js';
import { matcher } from '../../state/filter-text.js';
import type { Surroundings } from '../../state/screen.js';
import { timeRange, timeRangeBounds } from '../../state/time-range.js';
import { type FigureColumn, sortedRows, withSortMark } from './figure-column.js';
import type { FiguresAsked, FiguresSpec } from './figures-spec.js';
import type { FiguresState } from './figures-state.js';

/** What a table's figures are asked of now. */
export function askedOf(
  { range, projectId, grouping }: FiguresState<unknown, unknown>,
  nowMs: number,
): FiguresAsked {
  return {
    ...timeRangeBounds(range, nowMs),
    projectId: projectId ?? undefined,
    grouping,
    points: timeRange(range).points,
  };
}

/** The rows that a table shows: those that match the filter, in order. */
export function shownRows<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  { rows, sort, table, grouping }: FiguresState<Row, Detail>,
): readonly Row[] {
  const matches = matcher(table.filter.text);
  const all = (rows ?? []).filter((row) => matches(spec.textOf(row)));
  return sortedRows(all, spec.columns(all, grouping, 0), sort);
}

/** The columns, the one that the table is sorted by marked. */
export function columnsOf<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  { rows, grouping, sort }: FiguresState<Row, Detail>,
  nowMs: number,
): FigureColumn<Row>[] {
  return withSortMark(spec.columns(rows ?? [], grouping, nowMs), sort);
}

/** The columns that have room. */
export function seenColumns<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  state: FiguresState<Row, Detail>,
  { columns, nowMs }: Surroundings,
): FigureColumn<Row>[] {
  const all = columnsOf(spec, state, nowMs);
  const placed = placeColumns(all, columns - MARGIN - 1).map(({ column }) => column);
  return all.filter((column) => placed.includes(column));
}

/** The column whose title stands at a place; null between them. */
export function columnAt<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  state: FiguresState<Row, Detail>,
  { columns, nowMs }: Surroundings,
  place: number,
): FigureColumn<Row> | null {
  const all = columnsOf(spec, state, nowMs);
  let start = MARGIN;
  for (const { column, width } of placeColumns(all, columns - MARGIN - 1)) {
    if (place >= start && place < start + width) {
      return all.find((one) => one === column) ?? null;
    }
    start += width + 1;
  }
  return null;
}

/** How many lines the part below the table has; none where the screen is small. */
export function detailHeight({ columns, rows }: Surroundings): number {
  if (rows < 26 || columns < 90) return 0;
  return Math.min(18, Math.floor(rows * 0.42));
}

/** How many rows the table shows. */
export function tableHeight(around: Surroundings): number {
  return Math.max(1, around.rows - HEAD - detailHeight(around));
}

/** The line above the table, and the titles of the columns. */
export const HEAD = 2;
