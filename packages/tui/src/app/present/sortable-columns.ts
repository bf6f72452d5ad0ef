import { textWidth } from '../../present/fit-text.js';
import type { SortOrder } from '../state/sort-order.js';
import { type Column, columnAt, type PlacedColumn, placeColumns } from './columns.js';
import { MARGIN } from './table-view.js';

/** A column of a list that can be sorted. */
export interface SortableColumn<Row, By extends string> extends Column<Row> {
  readonly title: string;
  /** What the list is sorted by with it; absent where it can't be. */
  readonly by?: By;
}

/**
 * The columns with an arrow at the one that the list is sorted by: down from the most, up from A.
 * That one stays in sight.
 * @param rising the columns that are usually read from the least, or from A, on.
 */
export function withSortMark<Row, By extends string>(
  columns: readonly SortableColumn<Row, By>[],
  { by, reversed }: SortOrder<By>,
  rising: ReadonlySet<By>,
): SortableColumn<Row, By>[] {
  return columns.map((column) => {
    if (column.by !== by) return column;
    const title = `${column.title}${rising.has(by) === reversed ? '↓' : '↑'}`;
    const min = Math.max(column.min, textWidth(title));
    const priority = Math.min(column.priority, SORTED_PRIORITY);
    return { ...column, title, titleTone: 'accent', min, priority };
  });
}

const SORTED_PRIORITY = 2;

/** What a list can be sorted by on a screen, in the order of its columns. */
export function sortsInSight<Row, By extends string>(
  columns: readonly SortableColumn<Row, By>[],
  width: number,
): By[] {
  const seen = new Set(columnsInSight(columns, width).map(({ column }) => column));
  return columns.flatMap((column) => (seen.has(column) ? (column.by ?? []) : []));
}

/** What the title in a column of the screen sorts by; null where there is none. */
export function sortAt<Row, By extends string>(
  columns: readonly SortableColumn<Row, By>[],
  width: number,
  place: number,
): By | null {
  const clicked = columnAt(columnsInSight(columns, width), place - MARGIN);
  return columns.find((column) => column === clicked)?.by ?? null;
}

function columnsInSight<Row>(
  columns: readonly Column<Row>[],
  width: number,
): readonly PlacedColumn<Row>[] {
  return placeColumns(columns, width - MARGIN - 1);
}
