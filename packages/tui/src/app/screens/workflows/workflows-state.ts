import type { ListedTask } from '@spoor/storage';
import { excerpt } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import { knownRows, type LatestAndAll, type Rows, UNREAD } from '../../state/latest-and-all.js';
import { rememberedSort, type SortOrder, sortRows } from '../../state/sort-order.js';
import { EMPTY_TABLE, type TableState, withRows } from '../../state/table-state.js';
import { isLive } from './state-look.js';
import { TASK_COMPARISONS, TASK_SORTS, type TaskSort, taskName } from './task-order.js';

/** The list of tasks with their workflows. */
export interface WorkflowsState {
  readonly table: TableState;
  readonly sort: SortOrder<TaskSort>;
  readonly onlyLive: boolean;
  /** Spoor's own sessions are left out. */
  readonly withoutSessions: boolean;
  /** How many are read. */
  readonly limit: number;
  readonly read: LatestAndAll<ListedTask>;
  /** Those that are known; null before they are read. */
  readonly listing: Rows<ListedTask> | null;
  /** Those that are shown. */
  readonly rows: readonly ListedTask[];
  readonly keys: readonly string[];
}

/** How many tasks are read at first, and then; each time the end is reached as many more. */
export const FIRST_TASKS = 60;
export const MORE_TASKS = 2_000;

/** The list before anything is read. */
export function firstWorkflows(remembered: unknown): WorkflowsState {
  const { sort, onlyLive, withoutSessions } = Object(remembered) as Record<string, unknown>;
  return {
    table: EMPTY_TABLE,
    sort: rememberedSort(TASK_SORTS, sort, { by: 'changed', reversed: false }),
    onlyLive: onlyLive === true,
    withoutSessions: withoutSessions === true,
    limit: MORE_TASKS,
    read: UNREAD,
    listing: null,
    rows: [],
    keys: [],
  };
}

/** The list with those rows that its filters let through, in its order. */
export function arranged(state: WorkflowsState, height: number): WorkflowsState {
  const { table, onlyLive, withoutSessions, sort } = state;
  const listing = knownRows(state.read, sort.by === 'changed' && !sort.reversed, LOOK);
  const matches = matcher(table.filter.text);
  const fitting = (listing?.rows ?? []).filter(
    (task) =>
      !(onlyLive && !isLive(task)) &&
      !(withoutSessions && task.session !== null) &&
      (table.filter.text === '' || matches(textOf(task))),
  );
  const rows = sortRows(fitting, TASK_COMPARISONS, state.sort);
  const keys = rows.map(({ taskId }) => taskId);
  return { ...state, listing, rows, keys, table: withRows(table, state.keys, keys, height) };
}

const LOOK = {
  idOf: ({ taskId }: ListedTask) => taskId,
  timeOf: ({ updatedAt }: ListedTask) => updatedAt,
};

function textOf(task: ListedTask): string {
  const { taskId, projectId, state, session } = task;
  const parts = [taskName(task), taskId, projectId ?? '', state ?? '', session?.status ?? ''];
  return parts.map((part) => excerpt(part, 500)).join('\n');
}
