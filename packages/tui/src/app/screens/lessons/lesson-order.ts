import type { ListedLesson } from '@spoor/storage';
import { projectName } from '../../../present/project-name.js';
import type { Comparisons } from '../../state/sort-order.js';

/** What lessons can be sorted by. */
export const LESSON_SORTS = [
  'title',
  'category',
  'project',
  'sure',
  'used',
  'lastUsed',
  'age',
] as const;

/** A column that lessons can be sorted by. */
export type LessonSort = (typeof LESSON_SORTS)[number];

/** Those of words. */
export const RISING_LESSONS: ReadonlySet<LessonSort> = new Set(['title', 'category', 'project']);

/** The newest, the most used, the surest first; words from A on. */
export const LESSON_COMPARISONS: Comparisons<LessonSort, ListedLesson> = {
  age: (a, b) => later(a.createdAt, b.createdAt),
  used: (a, b) => b.applicationCount - a.applicationCount,
  lastUsed: (a, b) => later(a.lastUsedAt ?? '', b.lastUsedAt ?? ''),
  title: (a, b) => words(a.title, b.title),
  category: (a, b) => words(a.category, b.category),
  project: (a, b) => words(nameOf(a), nameOf(b)),
  sure: (a, b) => b.confidence - a.confidence,
};

function nameOf({ projectId }: ListedLesson): string {
  return projectId === null ? '' : projectName(projectId);
}

function words(a: string, b: string): number {
  const [one, other] = [a.slice(0, 100).toLowerCase(), b.slice(0, 100).toLowerCase()];
  return one < other ? -1 : Number(one > other);
}

function later(a: string, b: string): number {
  return a < b ? 1 : -Number(a > b);
}
