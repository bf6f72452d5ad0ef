import { columnAt } from '../../present/columns.js';
import { MARGIN } from '../../present/table-view.js';
import type { Step, Surroundings } from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import { sortedBy } from './choose.js';
import { placedSessionColumns, sortOf } from './session-columns.js';
import { openEntry } from './sessions-commands.js';
import { headLines, sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';

/** A click chooses a row, a double one opens it; one on a column's title sorts by it. */
export function sessionsClicked(
  state: SessionsState,
  place: { readonly row: number; readonly column: number; readonly double: boolean },
  around: Surroundings,
): Step<SessionsState> {
  const { counts, titles } = headLines(around);
  const row = place.row - counts - titles;
  if (row < 0) {
    return { state: row === -1 && titles === 1 ? titleClicked(state, place, around) : state };
  }
  const { list, table } = state;
  const clicked = tableClicked(table, list.keys, row, sessionsHeight(around));
  const entry = list.entries[table.list.top + row];
  if (entry === undefined || clicked === null) return { state };
  const next = { ...state, table: clicked, isPlaced: true };
  return place.double ? openEntry(next, entry, around) : { state: next };
}

function titleClicked(
  state: SessionsState,
  { column }: { readonly column: number },
  around: Surroundings,
): SessionsState {
  const clicked = columnAt(placedSessionColumns(state, around), column - MARGIN);
  const sort = clicked === null ? null : sortOf(clicked);
  return sort === null ? state : sortedBy(state, sort, around);
}
