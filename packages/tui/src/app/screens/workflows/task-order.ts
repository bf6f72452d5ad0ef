import type { ListedTask } from '@spoor/storage';
import { projectName } from '../../../present/project-name.js';
import { excerpt, oneLine } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import type { Comparisons } from '../../state/sort-order.js';

/** What tasks can be sorted by. */
export const TASK_SORTS = [
  'state',
  'project',
  'name',
  'transitions',
  'checkpoints',
  'age',
  'changed',
] as const;

/** A column that tasks can be sorted by. */
export type TaskSort = (typeof TASK_SORTS)[number];

/** Those of words. */
export const RISING_TASKS: ReadonlySet<TaskSort> = new Set(['state', 'name', 'project']);

/** The latest and the most first; words from A on. */
export const TASK_COMPARISONS: Comparisons<TaskSort, ListedTask> = {
  changed: (a, b) => words(b.updatedAt, a.updatedAt),
  state: (a, b) => words(a.state ?? '~', b.state ?? '~'),
  transitions: (a, b) => b.transitions - a.transitions,
  checkpoints: (a, b) => b.checkpoints - a.checkpoints,
  name: (a, b) => words(taskName(a).toLowerCase(), taskName(b).toLowerCase()),
  project: (a, b) => words(nameOf(a), nameOf(b)),
  age: (a, b) => words(b.createdAt, a.createdAt),
};

/** What a task is called: a session by what it is about, another by its id. */
export function taskName(task: ListedTask): string {
  const known = NAMES.get(task);
  if (known !== undefined) return known;
  const { taskId, session } = task;
  const about = session === null ? null : sessionAbout(session);
  const name = oneLine(about ?? taskId, 400);
  NAMES.set(task, name);
  return name;
}

/** Sorting asks for the same names again and again. */
const NAMES = new WeakMap<ListedTask, string>();

function nameOf({ projectId }: ListedTask): string {
  return projectId === null ? '~' : excerpt(projectName(projectId), 200).toLowerCase();
}

function words(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
