import { move, selectedIndex } from './list-state.js';
import type { TableState } from './table-state.js';

/**
 * Chooses the row that was clicked.
 * @param row counted from the first row on the screen.
 * @param height how many rows the screen shows.
 * @returns null where there is no row.
 */
export function tableClicked(
  table: TableState,
  keys: readonly string[],
  row: number,
  height: number,
): TableState | null {
  const index = table.list.top + row;
  if (row < 0 || row >= height || index >= keys.length) return null;
  const by = index - Math.max(0, selectedIndex(table.list, keys));
  return { ...table, list: move(table.list, keys, { by }, height) };
}
