import { distinctProjectNames } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { type Line, line, span, spread } from '../../present/line.js';
import { filterSpans, tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { timeRange } from '../../state/time-range.js';
import { askedOf, columnsOf, detailHeight, shownRows, tableHeight } from './figures-rows.js';
import type { FiguresSpec } from './figures-spec.js';
import type { FiguresState } from './figures-state.js';

/** What the figures are of, the table, and what lies behind the chosen row. */
export function figuresLines<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  state: FiguresState<Row, Detail>,
  around: Surroundings,
): Line[] {
  const { columns, nowMs } = around;
  const { table, detail } = state;
  const rows = shownRows(spec, state);
  const { selected, top } = table.list;
  const visible = rows.slice(top, top + tableHeight(around));
  const chosen = rows.find((row) => spec.keyOf(row) === selected);
  const height = detailHeight(around);
  const below =
    height === 0 || chosen === undefined
      ? []
      : spec.detailLines(
          chosen,
          detail?.key === spec.keyOf(chosen) ? detail.detail : null,
          { columns, rows: height },
          around,
        );
  return [
    headLine(spec, state, rows, around),
    ...tableLines({
      columns: columnsOf(spec, state, nowMs),
      rows: visible,
      keys: visible.map(spec.keyOf),
      selected,
      width: columns,
      height: tableHeight(around) + 1,
      empty: emptyText(state),
    }),
    ...below,
  ].slice(0, around.rows);
}

function headLine<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  state: FiguresState<Row, Detail>,
  rows: readonly Row[],
  { columns, nowMs }: Surroundings,
): Line {
  const { table, range, projectId, grouping } = state;
  const filter = filterSpans(table, Math.max(12, columns >> 1));
  const place = [
    ...(spec.groupings.length === 0
      ? []
      : [span(` by ${grouping}`, 'accent'), span(' ·', 'faint')]),
    span(` ${timeRange(range).words}`, range === 'all' ? 'plain' : 'accent'),
    span(' ·', 'faint'),
    projectId === null
      ? span(' all projects', 'plain')
      : span(` ${projectText(state, projectId)}`, 'accent'),
  ];
  if (filter.length > 0) return line([...filter, ...place], columns);
  // Until the answer is there, what is seen is of another range, or project.
  const isCurrent = state.answerTo === JSON.stringify(askedOf(state, nowMs));
  return spread(place, isCurrent ? [...spec.total(rows), span(' ')] : [READING], columns);
}

const READING = span('reading… ', 'faint');

/** A project as short as it can be told apart. */
function projectText(
  { projects }: Pick<FiguresState<unknown, unknown>, 'projects'>,
  projectId: string,
): string {
  const name = distinctProjectNames([...projects.map((one) => one.projectId), projectId]);
  return safeText(excerpt(name(projectId), 60));
}

function emptyText({
  rows,
  table,
  projectId,
  range,
  projects,
}: FiguresState<unknown, unknown>): string {
  if (rows === null) return 'Reading…';
  if (table.filter.text !== '' && rows.length > 0) return 'Nothing matches the filter.';
  if (projectId !== null) return 'Nothing in this range. t: another one; p: another project.';
  return range === 'all' || projects.length === 0
    ? 'Nothing is recorded yet.'
    : 'Nothing in this range. t: another one.';
}
