import type { ListedTask } from '@spoor/storage';
import { exactNumber } from '../../../present/amounts.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { type Span, span } from '../../present/line.js';
import { type SortableColumn, withSortMark } from '../../present/sortable-columns.js';
import type { SortOrder } from '../../state/sort-order.js';
import { standingSpan } from './state-look.js';
import { RISING_TASKS, type TaskSort, taskName } from './task-order.js';

/** A column of the list of tasks. */
export type TaskColumn = SortableColumn<ListedTask, TaskSort>;

/** The columns of the list of tasks; times are as seen at `nowMs`. */
export function taskColumns(sort: SortOrder<TaskSort>, nowMs: number): TaskColumn[] {
  return withSortMark(allColumns(nowMs), sort, RISING_TASKS);
}

function allColumns(nowMs: number): TaskColumn[] {
  return [
    { title: 'STATE', by: 'state', min: 14, max: 22, priority: 0, cell: standingSpan },
    {
      title: 'PROJECT',
      by: 'project',
      min: 9,
      max: 20,
      priority: 4,
      cell: ({ projectId }, width) =>
        projectId === null
          ? span('–', 'faint')
          : span(cutMiddle(safeText(excerpt(projectName(projectId), 400)), width)),
    },
    { title: 'TASK', by: 'name', min: 20, grow: true, priority: 1, cell: nameCell },
    {
      title: 'ID',
      min: 8,
      priority: 7,
      cell: ({ taskId, session }) =>
        span(session === null ? '' : oneLine(taskId, 60).slice(0, 8), 'faint'),
    },
    number('transitions', 'STEPS', 6, 2, ({ transitions }) => transitions),
    number('checkpoints', 'CHECKP', 7, 5, ({ checkpoints }) => checkpoints),
    {
      title: 'BEGAN',
      by: 'age',
      min: 8,
      align: 'right',
      priority: 6,
      cell: ({ createdAt }) => span(relativeTime(createdAt, nowMs), 'faint'),
    },
    {
      title: 'CHANGED',
      by: 'changed',
      min: 8,
      align: 'right',
      priority: 3,
      cell: ({ updatedAt }) => {
        const text = relativeTime(updatedAt, nowMs);
        return span(text, text === 'now' ? 'good' : 'faint');
      },
    },
  ];
}

/** Tasks of others stand out among the many sessions. */
function nameCell(task: ListedTask): Span {
  return span(taskName(task), task.session === null ? 'strong' : 'plain');
}

function number(
  by: TaskSort,
  title: string,
  min: number,
  priority: number,
  count: (task: ListedTask) => number,
): TaskColumn {
  const cell = (task: ListedTask) =>
    count(task) === 0 ? span('·', 'faint') : span(exactNumber(count(task)));
  return { by, title, min, align: 'right', priority, cell };
}
