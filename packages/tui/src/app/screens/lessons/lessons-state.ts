import { LESSON_CATEGORIES, type LessonCategory, type ListedLesson } from '@spoor/storage';
import { excerpt } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import { knownRows, type LatestAndAll, type Rows, UNREAD } from '../../state/latest-and-all.js';
import { rememberedSort, type SortOrder, sortRows } from '../../state/sort-order.js';
import { EMPTY_TABLE, type TableState, withRows } from '../../state/table-state.js';
import { LESSON_COMPARISONS, LESSON_SORTS, type LessonSort } from './lesson-order.js';
import type { WholeLesson } from './readers.js';

/** The list of lessons. */
export interface LessonsState {
  readonly table: TableState;
  readonly sort: SortOrder<LessonSort>;
  /** Null: all of them. */
  readonly category: LessonCategory | null;
  /** A project's lessons and those of any project; null: all of them. */
  readonly project: string | null;
  /** How many are read. */
  readonly limit: number;
  readonly read: LatestAndAll<ListedLesson>;
  /** Those that are known; null before they are read. */
  readonly listing: Rows<ListedLesson> | null;
  /** What full text search found for a filter. */
  readonly found: { readonly text: string; readonly ids: ReadonlySet<string> };
  /** Those that are shown. */
  readonly rows: readonly ListedLesson[];
  readonly keys: readonly string[];
  /** The chosen one, whole. */
  readonly chosen: WholeLesson | null;
}

/** How many lessons are read at first, and then; each time the end is reached as many more. */
export const FIRST_LESSONS = 100;
export const MORE_LESSONS = 2_000;

/** The list before anything is read. */
export function firstLessons(remembered: unknown): LessonsState {
  const { sort, category, project } = Object(remembered) as Readonly<Record<string, unknown>>;
  return {
    table: EMPTY_TABLE,
    sort: rememberedSort(LESSON_SORTS, sort, { by: 'age', reversed: false }),
    category: LESSON_CATEGORIES.find((known) => known === category) ?? null,
    project: typeof project === 'string' ? project : null,
    limit: MORE_LESSONS,
    read: UNREAD,
    listing: null,
    found: { text: '', ids: new Set() },
    rows: [],
    keys: [],
    chosen: null,
  };
}

/** What to search for in full text; null where the filter holds nothing that it could find. */
export function searchedText({ table }: LessonsState): string | null {
  const text = excerpt(table.filter.text, 200).trim();
  return text.length < 2 || /(?:^|\s)!/.test(text) ? null : text;
}

/** The list with those rows that its filters let through, in its order. */
export function arranged(state: LessonsState, height: number): LessonsState {
  const { table, category, project, found, sort } = state;
  const listing = knownRows(state.read, sort.by === 'age' && !sort.reversed, LOOK);
  const matches = matcher(table.filter.text);
  const isFound = (id: string) => found.text === searchedText(state) && found.ids.has(id);
  const fitting = (listing?.rows ?? []).filter(
    (lesson) =>
      (category === null || lesson.category === category) &&
      (project === null || lesson.projectId === null || lesson.projectId === project) &&
      (matches(textOf(lesson)) || isFound(lesson.id)),
  );
  const rows = sortRows(fitting, LESSON_COMPARISONS, state.sort);
  const keys = rows.map(({ id }) => id);
  return { ...state, listing, rows, keys, table: withRows(table, state.keys, keys, height) };
}

const LOOK = {
  idOf: ({ id }: ListedLesson) => id,
  timeOf: ({ createdAt }: ListedLesson) => createdAt,
};

/** The projects that lessons are about, in the order of their names. */
export function projectsOf({ listing }: LessonsState): string[] {
  const projects = (listing?.rows ?? []).flatMap(({ projectId }) => projectId ?? []);
  return [...new Set(projects)].sort();
}

function textOf({ title, summary, tags, category, projectId, sourceAgent }: ListedLesson): string {
  const parts = [title, category, projectId ?? 'any', tags.join(' '), sourceAgent ?? '', summary];
  return parts.map((part) => excerpt(part, 500)).join('\n');
}
