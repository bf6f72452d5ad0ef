import { headSpans, placeColumns, rowSpans } from '../../present/columns.js';
import { type Line, line, span, spread } from '../../present/line.js';
import { filterSpans, MARGIN } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { isOver } from '../sessions/session-words.js';
import { areasOf } from './areas.js';
import { barScales } from './bar-scale.js';
import { detailLines } from './node-detail.js';
import { scrubLine } from './scrub-line.js';
import { headerLines } from './session-header.js';
import { chosenIndex, type SessionState } from './session-state.js';
import { timelineColumns } from './timeline-columns.js';
import { timelineRow } from './timeline-row.js';

/** A session: what it is, its timeline, and what is known of the chosen line. */
export function sessionLines(state: SessionState, around: Surroundings): Line[] {
  const areas = areasOf(around, state);
  const { scrub } = state;
  // Stepping through a session one sees it as of then: what ran grows until then.
  const seen = scrub === null ? around : { ...around, nowMs: scrub.ms };
  return [
    ...headerLines(state, seen, areas.header),
    ...(areas.filter === 0 ? [] : [filterLine(state, around)]),
    ...timelineLines(state, seen, areas),
    ...(areas.scrubber === 0 || scrub === null ? [] : [scrubLine(state, scrub, around)]),
    ...detailLines(state, seen, areas.detail),
  ];
}

function filterLine({ table, rows }: SessionState, { columns }: Surroundings): Line {
  const found = span(`${rows.keys.length} shown `, 'faint');
  return spread(filterSpans(table, Math.max(4, columns - 14)), [found], columns);
}

function timelineLines(
  state: SessionState,
  { columns, nowMs }: Surroundings,
  { head, body }: { readonly head: number; readonly body: number },
): Line[] {
  const { rows, table } = state;
  const { top, selected } = table.list;
  const scaleOf = barScales(state, nowMs);
  const width = columns - MARGIN - 1;
  const { session, shown } = state;
  // While it may still be told what it takes, the column stays: others don't jump aside for it.
  const hasUsage = shown.measure.hasUsage || (session !== null && !isOver(session));
  const placed = placeColumns(
    timelineColumns({ scale: scaleOf(chosenIndex(state)), hasUsage, width }),
    width,
  );
  const heads = head === 0 ? [] : [[span(' '.repeat(MARGIN)), ...headSpans(placed)]];
  const lines = rows.indexes.slice(top, top + body).map((index, place) => {
    const row = timelineRow(state, index, { nowMs, scale: scaleOf(index) });
    const chosen = rows.keys[top + place] === selected;
    const mark = span(chosen ? '▌ ' : '  ', 'accent');
    return line([mark, ...(row === null ? [] : rowSpans(placed, row))], columns, chosen);
  });
  if (lines.length === 0) lines.push(line([span(`  ${emptyText(state)}`, 'faint')], columns));
  while (lines.length < body) lines.push(line([], columns));
  return [...heads.map((spans) => line(spans, columns)), ...lines];
}

function emptyText({ history, session, shown, loaded }: SessionState): string {
  if (history === null) return session === null || loaded ? '' : 'Reading its timeline…';
  if (shown.shape.nodes.length > 0) return 'Nothing matches the filter.';
  return 'Nothing has happened in this session yet.';
}
