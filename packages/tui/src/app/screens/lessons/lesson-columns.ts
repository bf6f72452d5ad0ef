import type { ListedLesson } from '@spoor/storage';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';
import { type SortOrder, sortedTitle } from '../../state/sort-order.js';
import { type LessonSort, RISING_LESSONS } from './lesson-order.js';

/** The columns of the list of lessons; times are as seen at `nowMs`. */
export function lessonColumns(sort: SortOrder<LessonSort>, nowMs: number): Column<ListedLesson>[] {
  const titled = (by: LessonSort, title: string) => sortedTitle(title, by, sort, RISING_LESSONS);
  return [
    {
      title: titled('title', 'LESSON'),
      min: 24,
      grow: true,
      priority: 0,
      cell: ({ title }) => span(oneLine(title, 400)),
    },
    {
      title: titled('category', 'ABOUT'),
      min: 11,
      priority: 1,
      cell: ({ category }) => span(category, category === 'security' ? 'warn' : 'plain'),
    },
    {
      title: titled('project', 'PROJECT'),
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
      title: titled('sure', 'SURE'),
      min: 5,
      align: 'right',
      priority: 7,
      cell: ({ confidence }) => span(`${Math.round(confidence * 100)}%`, 'faint'),
    },
    {
      title: titled('used', 'USED'),
      min: 5,
      align: 'right',
      priority: 2,
      cell: ({ applicationCount }) =>
        applicationCount === 0 ? span('·', 'faint') : span(String(applicationCount), 'good'),
    },
    {
      title: titled('lastUsed', 'LAST USED'),
      min: 10,
      align: 'right',
      priority: 5,
      cell: ({ lastUsedAt }) =>
        span(lastUsedAt === null ? '·' : relativeTime(lastUsedAt, nowMs), 'faint'),
    },
    {
      title: titled('age', 'KEPT'),
      min: 8,
      align: 'right',
      priority: 3,
      cell: ({ createdAt }) => span(relativeTime(createdAt, nowMs), 'faint'),
    },
  ];
}
