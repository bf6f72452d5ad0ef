import { type Line, line, spread } from '../../present/line.js';
import { filterSpans, tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { chosenSpans, standingSpans } from './count-line.js';
import { emptyText } from './empty-text.js';
import { sessionColumns } from './session-columns.js';
import { headLines, sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';

/** The list of sessions: counts, the titles of the columns, the rows on the screen. */
export function sessionsLines(state: SessionsState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { table, list } = state;
  const { counts, titles } = headLines(around);
  const end = table.list.top + sessionsHeight(around);
  const entries = list.entries.slice(table.list.top, end);
  const empty = emptyText(state);
  const body = tableLines({
    columns: sessionColumns(state, around),
    rows: entries,
    keys: entries.map(({ key }) => key),
    selected: table.list.selected,
    width: columns,
    height: rows - counts,
    head: titles === 1,
    ...(empty === null ? {} : { empty }),
  });
  return counts === 1 ? [countLine(state, around), ...body] : body;
}

/** How the sessions stand, or what is typed to filter them; at the right what is chosen. */
function countLine(state: SessionsState, around: Surroundings): Line {
  const { columns } = around;
  const filter = filterSpans(state.table, Math.max(4, columns >> 1));
  const left = filter.length > 0 ? filter : standingSpans(state.list.standings);
  const right = chosenSpans(state);
  return right.length === 0 ? line(left, columns) : spread(left, right, columns);
}
