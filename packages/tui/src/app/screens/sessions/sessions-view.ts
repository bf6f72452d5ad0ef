import type { SessionStatus } from '@spoor/storage';
import { SESSION_STATUS } from '../../../present/status.js';
import { type Line, type Span, span, spread } from '../../present/line.js';
import { tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { sessionColumns } from './session-columns.js';
import type { SessionsState } from './sessions-state.js';

/** How many rows the list has room for. */
export function sessionsHeight({ rows }: Surroundings): number {
  return Math.max(1, rows - HEAD);
}

/** Counts, and titles of columns. */
const HEAD = 2;

/** The list of sessions: counts, the titles of the columns, the rows on the screen. */
export function sessionsLines(state: SessionsState, around: Surroundings): Line[] {
  const { columns, rows, nowMs } = around;
  const { table, ids, visible } = state;
  const keys = ids.slice(table.list.top, table.list.top + sessionsHeight(around));
  return [
    spread([], counts(state), columns),
    ...tableLines({
      columns: sessionColumns(nowMs),
      rows: keys.map((id) => visible.get(id) ?? null),
      keys,
      selected: table.list.selected,
      width: columns,
      height: rows - 1,
    }),
  ];
}

function counts({ open, ids }: SessionsState): Span[] {
  const spans = OPEN.flatMap((status) => {
    const count = open[status] ?? 0;
    const { glyph, word, tone } = SESSION_STATUS[status];
    return count === 0 ? [] : [span(`${glyph} ${count} ${word}`, tone), span('   ')];
  });
  return [...spans, span(`${ids.length} in all `, 'faint')];
}

const OPEN: readonly SessionStatus[] = ['waiting', 'active', 'idle'];
