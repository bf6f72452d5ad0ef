import { sortAt, sortsInSight } from '../../present/sortable-columns.js';
import { furtherLimit, hasMore } from '../../state/latest-and-all.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { nextSort, pickedSort } from '../../state/sort-order.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped, withHeight } from '../../state/table-state.js';
import { sessionScreen } from '../session/session-screen.js';
import { taskColumns } from './task-columns.js';
import { workflowScreen } from './workflow-screen.js';
import {
  arranged,
  FIRST_TASKS,
  firstWorkflows,
  MORE_TASKS,
  type WorkflowsState,
} from './workflows-state.js';
import { HEAD, workflowsHeight, workflowsLines } from './workflows-view.js';

const WORKFLOWS: ScreenDefinition<WorkflowsState> = {
  id: 'workflows',
  name: () => 'Workflows',
  scopes: ({ table }) => tableScopes(table, 'workflows'),
  queries: ({ read, limit }) => [
    { kind: 'workflows.latest', asked: { limit: FIRST_TASKS } },
    ...(hasMore(read) ? [{ kind: 'workflows.list', asked: { limit } } as const] : []),
  ],
  answered: (state, answer, around) => {
    const height = workflowsHeight(around);
    switch (answer.kind) {
      case 'workflows.latest':
        return arranged({ ...state, read: { ...state.read, latest: answer.told } }, height);
      case 'workflows.list':
        return arranged({ ...state, read: { ...state.read, all: answer.told } }, height);
      default:
        return state;
    }
  },
  pressed,
  idle: ({ table, rows }) => {
    const task = rows.find(({ taskId }) => taskId === table.list.selected);
    if (task === undefined) return ['open', 'session', 'yank'];
    return task.session === null ? ['session'] : [];
  },
  typed: (state, key, around, pasted) => {
    const table = tableTyped(state.table, key, pasted);
    if (table === state.table) return { state };
    return { state: arranged({ ...state, table }, workflowsHeight(around)) };
  },
  clicked: (state, { row, column, double }, around) => {
    if (row === HEAD - 1) {
      const by = sortAt(taskColumns(state.sort, around.nowMs), around.columns, column);
      if (by === null) return { state };
      const sorted = { ...state, sort: pickedSort(state.sort, by) };
      return { state: arranged(sorted, workflowsHeight(around)) };
    }
    const table = tableClicked(state.table, state.keys, row - HEAD, workflowsHeight(around));
    if (table === null) return { state };
    return double ? pressed({ ...state, table }, 'open', around) : { state: { ...state, table } };
  },
  settled: (state, around) => withHeight(state, workflowsHeight(around)),
  remember: ({ sort, onlyLive, withoutSessions }) => ({ sort, onlyLive, withoutSessions }),
  view: workflowsLines,
};

/** The list of tasks with their workflows. */
export function workflowsScreen(remembered: unknown): Screen {
  return mount(WORKFLOWS, firstWorkflows(remembered));
}

function pressed(
  state: WorkflowsState,
  command: string,
  around: Surroundings,
): Step<WorkflowsState> {
  const changed = choose(state, command, around);
  if (changed !== null) return { state: arranged(changed, workflowsHeight(around)) };
  const task = state.rows.find(({ taskId }) => taskId === state.table.list.selected);
  if (task !== undefined && command === 'open') {
    return { state, effects: [{ type: 'open', screen: workflowScreen(task.taskId) }] };
  }
  if (task !== undefined && command === 'session') {
    return task.session === null
      ? { state, effects: [{ type: 'say', text: 'This task is no session.' }] }
      : { state, effects: [{ type: 'open', screen: sessionScreen({ id: task.taskId }) }] };
  }
  if (task !== undefined && command === 'yank') {
    return { state, effects: [{ type: 'yank', text: task.taskId, what: "the task's id" }] };
  }
  return { state: moved(state, command, around) };
}

/** Another order, or other tasks; null for any other command. */
function choose(
  state: WorkflowsState,
  command: string,
  { columns, nowMs }: Surroundings,
): WorkflowsState | null {
  const { sort } = state;
  switch (command) {
    case 'sort':
      return { ...state, sort: nextSort(sortsInSight(taskColumns(sort, nowMs), columns), sort) };
    case 'reverse':
      return { ...state, sort: { ...sort, reversed: !sort.reversed } };
    case 'only-live':
      return { ...state, onlyLive: !state.onlyLive };
    case 'without-sessions':
      return { ...state, withoutSessions: !state.withoutSessions };
    case 'back':
      // The filter goes first, then what narrows the list besides.
      if (state.table.filter.text !== '') return null;
      return state.onlyLive || state.withoutSessions
        ? { ...state, onlyLive: false, withoutSessions: false }
        : null;
    default:
      return null;
  }
}

/** At the end of what is read, more is. */
function moved(state: WorkflowsState, command: string, around: Surroundings): WorkflowsState {
  const height = workflowsHeight(around);
  const table = tablePressed(state.table, state.keys, command, height);
  if (table === null) return state;
  const isEnd = table.list.selected === state.keys.at(-1);
  const limit = isEnd ? furtherLimit(state, MORE_TASKS) : state.limit;
  const next = { ...state, table, limit };
  return table.filter === state.table.filter ? next : arranged(next, height);
}
