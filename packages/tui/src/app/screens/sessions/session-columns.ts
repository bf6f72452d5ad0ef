import { textWidth } from '../../../present/fit-text.js';
import { type Column, type PlacedColumn, placeColumns } from '../../present/columns.js';
import { MARGIN } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import type { ArrangedList } from './arrange.js';
import { figureColumns } from './figure-columns.js';
import type { ListChoices } from './list-choices.js';
import type { ListEntry } from './list-entries.js';
import { nameColumns } from './name-columns.js';
import { SORT_ORDERS, type SortId } from './sort-orders.js';
import { timeColumns } from './time-columns.js';

/** What the cells of a list's state are drawn from, beside their row. */
export interface ColumnLook {
  readonly choices: ListChoices;
  readonly activity: ReadonlyMap<string, readonly number[]>;
  readonly list: Pick<ArrangedList, 'projectNames'>;
}

type Place = Pick<Surroundings, 'columns' | 'nowMs'>;

/** A column of the list; `sort` is what its title sorts by. */
export type SessionColumn = Column<ListEntry> & { readonly sort?: SortId };

/** The columns of the list of sessions, the one that it is sorted by marked. */
export function sessionColumns(look: ColumnLook, { nowMs, columns }: Place): SessionColumn[] {
  const names = nameColumns(look, nowMs, columns);
  const times = timeColumns(look, nowMs);
  return [...names.left, ...times.left, ...names.right, ...figureColumns(), ...times.right].map(
    (column) => marked(column, look.choices),
  );
}

/** The columns that fit on a screen. */
export function placedSessionColumns(look: ColumnLook, around: Place): PlacedColumn<ListEntry>[] {
  return placeColumns(sessionColumns(look, around), around.columns - MARGIN - 1);
}

/** What one can sort by on a screen, in the order of its columns. */
export function sortsInSight(look: ColumnLook, around: Place): SortId[] {
  return placedSessionColumns(look, around).flatMap(({ column }) => sortOf(column) ?? []);
}

/** What a column sorts by; null when it can't be sorted by. */
export function sortOf(column: SessionColumn): SortId | null {
  return column.sort ?? null;
}

function marked(column: SessionColumn, { sort, reversed }: ListChoices): SessionColumn {
  if (column.sort !== sort || typeof column.title !== 'string') return column;
  const title = `${column.title}${SORT_ORDERS[sort].falling === reversed ? '↑' : '↓'}`;
  return {
    ...column,
    title,
    titleTone: 'accent',
    min: Math.max(column.min, textWidth(title)),
    // What the list is sorted by stays in sight.
    priority: Math.min(column.priority, 2),
  };
}
