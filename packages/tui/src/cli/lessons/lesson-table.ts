import type { Lesson } from '@spoor/storage';
import { projectName } from '../../present/project-name.js';
import { relativeTime } from '../../present/relative-time.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { Paint } from '../output/paint.js';
import { shortIdLength } from '../output/short-ids.js';
import { type Column, tableLines } from '../output/table.js';

/** Where and when lessons are shown. */
export interface LessonLook {
  readonly width: number;
  readonly paint: Paint;
  readonly nowMs: number;
}

/** Lays out lessons as a table. */
export function lessonTable(lessons: readonly Lesson[], look: LessonLook): string[] {
  return tableLines(columnsOf(lessons, look.nowMs), lessons, look);
}

function columnsOf(lessons: readonly Lesson[], nowMs: number): Column<Lesson>[] {
  const idLength = shortIdLength(lessons.map(({ id }) => id));
  return [
    { title: 'LESSON', text: ({ id }) => safeText(id.slice(0, idLength)), tone: () => 'accent' },
    { title: 'ABOUT', text: ({ category }) => category },
    { title: 'SURE', text: ({ confidence }) => percent(confidence), align: 'right', drop: 1 },
    { title: 'USED', text: ({ applicationCount }) => String(applicationCount), align: 'right' },
    {
      title: 'PROJECT',
      text: ({ projectId }) => (projectId === null ? 'any' : safeText(projectName(projectId))),
      min: 8,
      drop: 3,
    },
    { title: 'CHANGED', text: ({ updatedAt }) => relativeTime(updatedAt, nowMs), drop: 2 },
    {
      title: 'TAGS',
      text: ({ tags }) => safeText(excerpt(tags.join(', '), 400)),
      tone: () => 'faint',
      min: 10,
      drop: 4,
    },
    { title: 'TITLE', text: ({ title }) => safeText(excerpt(title, 400)), min: 34 },
  ];
}

/** `0.85` → `85%`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
