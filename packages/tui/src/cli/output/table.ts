import { cutEnd, fit, textWidth } from '../../present/fit-text.js';
import type { Tone } from '../../present/status.js';
import type { Paint } from './paint.js';

/** A column of a table. Texts must be safe and on one line. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
  readonly align?: 'left' | 'right';
  readonly cut?: (text: string, columns: number) => string;
  /** May be cut down to so many columns. */
  readonly min?: number;
  /** May be left out where there is no room; the highest goes first. */
  readonly drop?: number;
}

const GAP = '  ';

/** Lays out rows under their titles so that no line is wider than `width`. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const laid = layOut(columns, rows, width);
  const head = laid.map(({ column, width: cells }) => fit(column.title, cells, optionsOf(column)));
  return [
    paint(head.join(GAP).trimEnd(), 'faint'),
    ...rows.map((row) => rowLine(laid, row, paint)),
  ];
}

interface Laid<Row> {
  readonly column: Column<Row>;
  readonly width: number;
}

function layOut<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): Laid<Row>[] {
  const wanted = columns.map((column) => ({
    column,
    width: Math.max(textWidth(column.title), ...rows.map((row) => textWidth(column.text(row)))),
  }));
  const missing = total(wanted) - width;
  if (missing <= 0) return wanted;
  const shrunk = shrink(wanted, missing);
  if (total(shrunk) <= width) return shrunk;
  const dropped = columns.toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0))[0];
  if (dropped?.drop === undefined) return shrunk;
  return layOut(
    columns.filter((column) => column !== dropped),
    rows,
    width,
  );
}

/** Takes what is missing from the columns that can be cut, the widest first. */
function shrink<Row>(laid: readonly Laid<Row>[], missing: number): Laid<Row>[] {
  const result = [...laid];
  for (let left = missing; left > 0; left--) {
    const spare = ({ column, width }: Laid<Row>) =>
      column.min !== undefined && width > column.min ? width : 0;
    const widest = result.reduce((best, one) => (spare(one) > spare(best) ? one : best));
    if (spare(widest) === 0) break;
    result[result.indexOf(widest)] = { ...widest, width: widest.width - 1 };
  }
  return result;
}

function total(laid: readonly Laid<never>[]): number {
  return laid.reduce((sum, { width }) => sum + width, 0) + GAP.length * (laid.length - 1);
}

function rowLine<Row>(laid: readonly Laid<Row>[], row: Row, paint: Paint): string {
  return laid
    .map(({ column, width }, index) => {
      const last = index === laid.length - 1 && column.align !== 'right';
      const text = column.text(row);
      const cell = last ? (column.cut ?? cutEnd)(text, width) : fit(text, width, optionsOf(column));
      return paint(cell, column.tone?.(row) ?? 'plain');
    })
    .join(GAP)
    .trimEnd();
}

function optionsOf<Row>({ align = 'left', cut = cutEnd }: Column<Row>) {
  return { align, cut };
}
