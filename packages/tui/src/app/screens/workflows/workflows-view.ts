import { type Line, type Span, span, spread } from '../../present/line.js';
import { listCount } from '../../present/list-count.js';
import { filterSpans, tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { taskColumns } from './task-columns.js';
import type { WorkflowsState } from './workflows-state.js';

/** How many tasks the list has room for. */
export function workflowsHeight({ rows }: Surroundings): number {
  return Math.max(1, rows - HEAD);
}

/** What is filtered by, and the titles of the columns. */
export const HEAD = 2;

/** The list of tasks. */
export function workflowsLines(state: WorkflowsState, around: Surroundings): Line[] {
  const { columns, rows, nowMs } = around;
  const { table, keys, sort } = state;
  const { top, selected } = table.list;
  const height = workflowsHeight(around);
  return [
    spread(
      choiceSpans(state, columns),
      listCount(state.listing, state.rows.length, 'task'),
      columns,
    ),
    ...tableLines({
      columns: taskColumns(sort, nowMs),
      rows: state.rows.slice(top, top + height),
      keys: keys.slice(top, top + height),
      selected,
      width: columns,
      height: height + 1,
      empty: emptyText(state),
    }),
  ].slice(0, rows);
}

function choiceSpans(
  { table, onlyLive, withoutSessions }: WorkflowsState,
  columns: number,
): Span[] {
  return [
    ...filterSpans(table, Math.max(8, columns - 50)),
    onlyLive ? span(' only live', 'accent') : span(' all tasks'),
    ...(withoutSessions ? [span(' ·', 'faint'), span(' without sessions', 'accent')] : []),
  ];
}

function emptyText({ listing, table, onlyLive, withoutSessions }: WorkflowsState): string {
  if (listing === null) return '';
  if (table.filter.text !== '') return 'No task has any of that.';
  if (onlyLive || withoutSessions) return 'No task fits. L and O change what is shown.';
  return 'No workflows yet: each recorded session is one, SQLiteStateStore adds more.';
}
