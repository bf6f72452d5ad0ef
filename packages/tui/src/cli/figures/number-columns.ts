import { exactNumber, shortNumber } from '../../present/amounts.js';
import { type Column, tableLines } from '../output/table.js';

/** How a table's numbers are written. */
export type WriteNumber = (value: number) => string;

/** Where a table is shown. */
type Look = Parameters<typeof tableLines>[2];

/**
 * Lays out a table with exact numbers where they have room; else with short ones, so that fewer
 * columns must be left out.
 */
export function numberTable<Row>(
  columnsWith: (write: WriteNumber) => readonly Column<Row>[],
  rows: readonly Row[],
  look: Look,
): string[] {
  const exact = columnsWith(exactNumber);
  const whole = tableLines(exact, rows, { ...look, width: Number.MAX_SAFE_INTEGER });
  const lines = tableLines(exact, rows, look);
  return lines[0] === whole[0] ? lines : tableLines(columnsWith(shortNumber), rows, look);
}
