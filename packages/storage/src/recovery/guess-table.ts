import type { RawRow } from './pages/cells.js';
import type { RawValue } from './pages/record.js';
import type { TableShape } from './table-shapes.js';

/**
 * Finds the one table whose rules all rows of a page keep, for a page that neither the way down from
 * a root nor the pointer map names.
 * @returns undefined when no table fits, or more than one.
 */
export function guessTable(
  rows: readonly (RawRow | null)[],
  tables: readonly TableShape[],
): TableShape | undefined {
  const whole = rows.filter((row) => row !== null && !row.isBroken) as RawRow[];
  if (whole.length === 0) return;
  const fitting = tables.filter((table) => whole.every((row) => fits(row, table)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function fits(row: RawRow, table: TableShape): boolean {
  if (table.isKeyed || row.rowid === null) return false;
  if (row.values.length !== table.columns.length) return false;
  return row.values.every((value, n) => {
    const { type, required } = table.rules[n] ?? { type: '', required: false };
    // The record of a row has nothing in the place of its rowid.
    if (table.columns[n] === table.rowidColumn) return value === null;
    return value === null ? !required : hasType(value, type);
  });
}

function hasType(value: RawValue, type: string): boolean {
  if (type === 'TEXT') return typeof value === 'string';
  return typeof value === 'number' || typeof value === 'bigint';
}
