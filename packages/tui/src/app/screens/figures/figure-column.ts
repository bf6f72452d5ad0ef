import { exactNumber, shortNumber } from '../../../present/amounts.js';
import type { Tone } from '../../../present/status.js';
import type { Column } from '../../present/columns.js';
import { type Span, span } from '../../present/line.js';

/** A column that a table of figures can be sorted by. */
export interface FigureColumn<Row> extends Column<Row> {
  readonly id: string;
  /** What rows are ordered by; null stands last whichever way they are. */
  readonly value: (row: Row) => number | string | null;
  /** Its values are words, which one reads from A on. */
  readonly rising?: true;
}

/** By what a table is sorted. */
export interface FigureSort {
  readonly column: string;
  /** Numbers begin with the highest, texts with their first letter; reversed, the other way. */
  readonly reversed: boolean;
}

/** A column of figures at its right edge. */
export function figureColumn<Row>(
  id: string,
  {
    title,
    min,
    priority,
    value,
    text,
    tone = () => 'plain',
  }: {
    readonly title: string;
    readonly min: number;
    readonly priority: number;
    readonly value: (row: Row) => number | null;
    readonly text: (row: Row, width: number) => string;
    readonly tone?: (row: Row) => Tone;
  },
): FigureColumn<Row> {
  const cell = (row: Row, width: number): Span => span(text(row, width), tone(row));
  return { id, title, min, priority, align: 'right', value, cell };
}

/** A whole number as exact as a column's width allows. */
export function fittingNumber(value: number, width: number): string {
  const exact = exactNumber(value);
  return exact.length <= width ? exact : shortNumber(value);
}

/** The columns with an arrow at the one that the table is sorted by; that one stays in sight. */
export function withSortMark<Row>(
  columns: readonly FigureColumn<Row>[],
  sort: FigureSort,
): FigureColumn<Row>[] {
  return columns.map((column) => {
    if (column.id !== sort.column) return column;
    const { title } = column;
    const arrow = sort.reversed === (column.rising === true) ? '↓' : '↑';
    const marked = (width: number) => {
      const text = typeof title === 'string' ? title : title(width);
      return text.length < width ? `${text}${arrow}` : text;
    };
    const priority = Math.min(column.priority, SORTED_PRIORITY);
    return { ...column, title: marked, titleTone: 'accent', priority };
  });
}

const SORTED_PRIORITY = 0;

/** Rows in the order of a column; those that are equal stay as they are. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly FigureColumn<Row>[],
  { column, reversed }: FigureSort,
): readonly Row[] {
  const value = columns.find(({ id }) => id === column)?.value;
  if (value === undefined) return rows;
  const sign = reversed ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right);
  });
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return b - a;
  return String(a) === String(b) ? 0 : String(a) < String(b) ? -1 : 1;
}

/** By a column; once more, the other way round. */
export function sortBy(sort: FigureSort, column: string): FigureSort {
  return { column, reversed: sort.column === column && !sort.reversed };
}

/** The column to sort by after one, among those that are seen. */
export function nextSort<Row>(columns: readonly FigureColumn<Row>[], sort: FigureSort): FigureSort {
  const place = columns.findIndex(({ id }) => id === sort.column);
  const next = columns[(place + 1) % Math.max(1, columns.length)];
  return next === undefined ? sort : { column: next.id, reversed: false };
}
