import type { ToolDetail } from '@spoor/storage';
import { counted, formatShare } from '../../../present/amounts.js';
import { type Span, span } from '../../present/line.js';
import { mount, type Screen } from '../../state/screen.js';
import { callsScreen } from '../calls/calls-screen.js';
import { figuresDefinition } from '../figures/figures-screen.js';
import type { FiguresAsked, FiguresSpec } from '../figures/figures-spec.js';
import { firstFigures } from '../figures/figures-state.js';
import { runDetailLines } from '../figures/run-detail-lines.js';
import { toolColumns } from './tool-columns.js';
import { TOOL_GROUPINGS, type ToolRow, toolKey, toolRows, withMore } from './tool-rows.js';

const SPEC: FiguresSpec<ToolRow, ToolDetail> = {
  id: 'tools',
  title: 'Tools',
  groupings: TOOL_GROUPINGS,
  sort: { column: 'calls', reversed: false },
  columns: (rows, grouping) => toolColumns(rows, grouping),
  keyOf: toolKey,
  textOf: ({ name, server }) => `${server ?? ''} ${name}`,
  total: totalSpans,
  query: (asked) => ({ kind: 'tools.figures', asked }),
  answered: (answer) =>
    answer.kind === 'tools.figures'
      ? { asked: answer.asked, rows: toolRows(answer.told, answer.asked.grouping) }
      : null,
  more: {
    query: (asked) => ({ kind: 'tools.more', asked }),
    answered: (answer) => {
      if (answer.kind !== 'tools.more') return null;
      const { asked, told } = answer;
      return { asked, add: (rows) => withMore(rows, told, asked.grouping) };
    },
  },
  detailQuery: (row, figures) => ({
    kind: 'tools.detail',
    asked: { key: toolKey(row), group: row.group, figures },
  }),
  detailAnswered: (answer) =>
    answer.kind === 'tools.detail' ? { key: answer.asked.key, detail: answer.told } : null,
  detailLines: (row, detail, room, around) =>
    runDetailLines(
      {
        title: row.name,
        noun: 'call',
        trend: row.share === null ? null : row.trend,
        failedTrend: row.failedTrend,
        durations: detail?.durations ?? null,
        failures: detail?.failures ?? null,
      },
      room,
      around,
    ),
  opens: {
    open: (row, asked) => callsOf(row, asked, false),
    'open-failed': (row, asked) => callsOf(row, asked, true),
  },
};

const TOOLS = figuresDefinition(SPEC);

/** The figures of tools, with what is remembered of the screen. */
export function toolsScreen(remembered: unknown): Screen {
  const columns = toolColumns([], 'server and tool').map(({ id }) => id);
  const { groupings, sort } = SPEC;
  return mount(TOOLS, firstFigures(remembered, { groupings, columns, sort }));
}

function callsOf(
  { group, name }: ToolRow,
  { from, until, projectId }: FiguresAsked,
  failedOnly: boolean,
): Screen {
  return callsScreen({ title: name, group, since: from, until, projectId, failedOnly });
}

function totalSpans(rows: readonly ToolRow[]): Span[] {
  const sum = (of: (row: ToolRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  if (rows.length === 0) return [];
  const finished = sum((row) => row.finished);
  const failures = sum((row) => row.failures);
  return [
    span(
      counted(
        sum((row) => row.calls),
        'call',
      ),
    ),
    span(' · ', 'faint'),
    span(
      `${formatShare(finished === 0 ? null : failures / finished)} failed`,
      failures > 0 ? 'bad' : 'faint',
    ),
  ];
}
