import { fit } from '../../present/fit-text.js';
import type { Tone } from '../../present/status.js';
import { type Span, span } from './line.js';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string | ((width: number) => string);
  readonly min: number;
  /** How wide it may grow; `min` when it doesn't. */
  readonly max?: number;
  /** The column that takes what is left. */
  readonly grow?: boolean;
  readonly align?: 'left' | 'right';
  /** How its title looks; faint by default. */
  readonly titleTone?: Tone;
  /** 0 stays longest; the others go, the highest first, when the screen is narrow. */
  readonly priority: number;
  readonly cell: (row: Row, width: number) => Span | readonly Span[];
}

/** A column with the width that it got. */
export interface PlacedColumn<Row> {
  readonly column: Column<Row>;
  readonly width: number;
}

const GAP = 1;

/** Chooses the columns that fit, and their widths. */
export function placeColumns<Row>(
  columns: readonly Column<Row>[],
  width: number,
): PlacedColumn<Row>[] {
  const chosen = chooseColumns(columns, width);
  let left = width - chosen.reduce((sum, { min }) => sum + min, 0) - GAP * (chosen.length - 1);
  const flexible = chosen.filter(({ min, max }) => (max ?? min) > min).length;
  // The column that grows gets half of what is left, and what the others don't take.
  const share = Math.floor(left / Math.max(1, flexible * 2));
  const placed = chosen.map((column) => {
    const extra = Math.max(0, Math.min(share, (column.max ?? column.min) - column.min));
    left -= extra;
    return { column, width: column.min + extra };
  });
  return placed.map((one) =>
    one.column.grow === true ? { ...one, width: Math.max(1, one.width + left) } : one,
  );
}

/** The titles of the columns. */
export function headSpans<Row>(placed: readonly PlacedColumn<Row>[]): Span[] {
  return joinCells(
    placed.map((one) => [span(fitCell(one, titleOf(one)), one.column.titleTone ?? 'faint')]),
  );
}

/** The column that stands at a place of a row, counted from 0; null between two and behind the last. */
export function columnAt<Row>(
  placed: readonly PlacedColumn<Row>[],
  place: number,
): Column<Row> | null {
  let start = 0;
  for (const { column, width } of placed) {
    if (place >= start && place < start + width) return column;
    start += width + GAP;
  }
  return null;
}

/** A row's cells, each as wide as its column. */
export function rowSpans<Row>(placed: readonly PlacedColumn<Row>[], row: Row): Span[] {
  return joinCells(
    placed.map((one) => {
      const cell = one.column.cell(row, one.width);
      return 'text' in cell ? [span(fitCell(one, cell.text), cell.tone)] : cell;
    }),
  );
}

function chooseColumns<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  const chosen = new Set<Column<Row>>();
  let used = -GAP;
  for (const column of columns.toSorted((a, b) => a.priority - b.priority)) {
    if (used + GAP + column.min > width && chosen.size > 0) break;
    used += GAP + column.min;
    chosen.add(column);
  }
  return columns.filter((column) => chosen.has(column));
}

function joinCells(cells: readonly (readonly Span[])[]): Span[] {
  return cells.flatMap((cell, index) => (index === 0 ? cell : [span(' '.repeat(GAP)), ...cell]));
}

function titleOf<Row>({ column: { title }, width }: PlacedColumn<Row>): string {
  return typeof title === 'string' ? title : title(width);
}

function fitCell<Row>({ column, width }: PlacedColumn<Row>, text: string): string {
  return fit(text, width, { align: column.align ?? 'left' });
}
