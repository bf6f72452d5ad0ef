import type { SessionStatus } from '@spoor/storage';
import { SESSION_STATUS } from '../../present/status.js';
import { areasOf } from '../present/areas.js';
import { headSpans, placeColumns, rowSpans } from '../present/columns.js';
import { type Line, line, type Span, span, spread } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { sessionColumns } from './session-columns.js';

/** The list of sessions: its title and counts, the heads of the columns, the rows on the screen. */
export function sessionsLines(state: InspectorState): Line[] {
  const { header, head, body } = areasOf(state);
  const placed = placeColumns(sessionColumns(state.nowMs), state.columns - MARGIN - 1);
  const headings = [line([span(' '.repeat(MARGIN)), ...headSpans(placed)], state.columns)];
  return [
    ...titleLines(state).slice(0, header),
    ...headings.slice(0, head),
    ...rowLines(state, placed, body),
  ];
}

/** Columns for the mark of the chosen line. */
const MARGIN = 2;

function titleLines(state: InspectorState): Line[] {
  const { columns } = state;
  return [
    spread([span(' Spoor', 'accent'), span('  Sessions', 'strong')], counts(state), columns),
    line([], columns),
  ];
}

function counts({ sessions: { open, ids } }: InspectorState): Span[] {
  const spans = OPEN.flatMap((status) => {
    const count = open[status] ?? 0;
    const { glyph, word, tone } = SESSION_STATUS[status];
    return count === 0 ? [] : [span(`${glyph} ${count} ${word}`, tone), span('   ')];
  });
  return [...spans, span(`${ids.length} in all `, 'faint')];
}

const OPEN: readonly SessionStatus[] = ['waiting', 'active', 'idle'];

function rowLines(
  { columns, sessions }: InspectorState,
  placed: ReturnType<typeof placeColumns<Parameters<typeof rowOf>[1]>>,
  height: number,
): Line[] {
  const { list, ids, visible } = sessions;
  return Array.from({ length: height }, (_, index) => {
    const id = ids[list.top + index];
    const session = id === undefined ? undefined : visible.get(id);
    if (session === undefined) return line([], columns);
    return rowOf(placed, session, id === list.selected, columns);
  });
}

function rowOf(
  placed: ReturnType<typeof placeColumns<SessionRow>>,
  session: SessionRow,
  selected: boolean,
  columns: number,
): Line {
  const mark = span(selected ? '▌ ' : '  ', 'accent');
  return line([mark, ...rowSpans(placed, session)], columns, selected);
}

type SessionRow = Parameters<ReturnType<typeof sessionColumns>[number]['cell']>[0];
