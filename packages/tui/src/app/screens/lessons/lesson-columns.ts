import type { ListedLesson } from '@spoor/storage';
import { formatShare } from '../../../present/amounts.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { span } from '../../present/line.js';
import { type SortableColumn, withSortMark } from '../../present/sortable-columns.js';
import { type LessonSort, RISING_LESSONS } from './lesson-order.js';
import type { LessonsState } from './lessons-state.js';

/** A column of the list of lessons. */
export type LessonColumn = SortableColumn<ListedLesson, LessonSort>;

/** The columns of the list of lessons; times are as seen at `nowMs`. */
export function lessonColumns(
  { rows, sort }: Pick<LessonsState, 'rows' | 'sort'>,
  nowMs: number,
): LessonColumn[] {
  // Where all are as sure as the others it says nothing.
  const [first] = rows;
  const isEven = rows.every(({ confidence }) => confidence === first?.confidence);
  const columns = allColumns(nowMs).filter(({ by }) => by !== 'sure' || !isEven);
  return withSortMark(columns, sort, RISING_LESSONS);
}

function allColumns(nowMs: number): LessonColumn[] {
  return [
    {
      title: 'LESSON',
      by: 'title',
      min: 24,
      grow: true,
      priority: 0,
      cell: ({ title }) => span(oneLine(title, 400)),
    },
    {
      title: 'ABOUT',
      by: 'category',
      min: 11,
      priority: 1,
      cell: ({ category }) => span(category, category === 'security' ? 'warn' : 'plain'),
    },
    {
      title: 'PROJECT',
      by: 'project',
      min: 9,
      max: 20,
      priority: 4,
      cell: ({ projectId }, width) =>
        projectId === null
          ? span('any', 'faint')
          : span(cutMiddle(safeText(excerpt(projectName(projectId), 400)), width)),
    },
    {
      title: 'TAGS',
      min: 10,
      max: 28,
      priority: 6,
      cell: ({ tags }) => span(oneLine(tags.slice(0, 20).join(' '), 400), 'accent'),
    },
    {
      title: 'CALLS',
      min: 5,
      align: 'right',
      priority: 8,
      cell: ({ evidence }) =>
        evidence === 0 ? span('·', 'faint') : span(String(evidence), 'plain'),
    },
    {
      title: 'SURE',
      by: 'sure',
      min: 6,
      align: 'right',
      priority: 7,
      cell: ({ confidence }) => span(formatShare(confidence), 'faint'),
    },
    {
      title: 'USED',
      by: 'used',
      min: 5,
      align: 'right',
      priority: 2,
      cell: ({ applicationCount }) =>
        applicationCount === 0 ? span('·', 'faint') : span(String(applicationCount), 'good'),
    },
    {
      title: 'LAST USED',
      by: 'lastUsed',
      min: 10,
      align: 'right',
      priority: 5,
      cell: ({ lastUsedAt }) =>
        span(lastUsedAt === null ? '·' : relativeTime(lastUsedAt, nowMs), 'faint'),
    },
    {
      title: 'KEPT',
      by: 'age',
      min: 8,
      align: 'right',
      priority: 3,
      cell: ({ createdAt }) => span(relativeTime(createdAt, nowMs), 'faint'),
    },
  ];
}
