import type { FoundKind, Lesson, SessionLabel, TextHit } from '@spoor/storage';
import { EMPTY_LIST, type ListState } from '../../state/list-state.js';
import { EMPTY_FIELD, type TextField } from '../../state/text-field.js';
import type { TimeRangeId } from '../../state/time-range.js';
import type { AskedTexts } from './readers.js';

/** What kinds of texts one can look through alone. */
export const SEARCH_KINDS = ['all', 'prompt', 'answer', 'command', 'error', 'lesson'] as const;

/** One of them. */
type SearchKind = (typeof SEARCH_KINDS)[number];

/** The search on the screen. */
export interface SearchState {
  readonly field: TextField;
  /** Keys go into the field. */
  readonly typing: boolean;
  readonly kind: SearchKind;
  readonly range: TimeRangeId;
  readonly projectId: string | null;
  readonly sort: 'relevance' | 'time';
  readonly limit: number;
  /** Grows when the same is looked for again. */
  readonly round: number;
  readonly list: ListState;
  /** The user has moved in the list: what is chosen stays so, else the best is. */
  readonly moved: boolean;
  readonly texts: ReadTexts | null;
  readonly lessons: ReadLessons | null;
  readonly indexing: Indexing;
  /** What was looked for before, the last one first. */
  readonly recent: readonly string[];
}

/** Hits in texts of sessions, and to what question. */
interface ReadTexts {
  readonly asked: AskedTexts;
  readonly hits: readonly TextHit[];
  readonly more: boolean;
  readonly complete: boolean;
  readonly labels: ReadonlyMap<string, SessionLabel>;
}

/** Lessons that were found, and to what question. */
interface ReadLessons {
  /** As JSON. */
  readonly asked: string;
  readonly lessons: readonly Lesson[];
}

/** How it stands with the full-text index. */
interface Indexing {
  /** Texts that it lacks, about. */
  readonly left: number;
  /** When it was last asked to go on, ms; null while it isn't. */
  readonly runningSince: number | null;
  /** It could not be written: it isn't tried again without being asked. */
  readonly refused: boolean;
}

/** A line of what was found. */
export type Found =
  | { readonly type: 'hit'; readonly key: string; readonly hit: TextHit }
  | { readonly type: 'lesson'; readonly key: string; readonly lesson: Lesson }
  | { readonly type: 'recent'; readonly key: string; readonly text: string };

const FIRST_SEARCH: SearchState = {
  field: EMPTY_FIELD,
  typing: true,
  kind: 'all',
  range: 'all',
  projectId: null,
  sort: 'relevance',
  limit: 100,
  round: 0,
  list: EMPTY_LIST,
  moved: false,
  texts: null,
  lessons: null,
  indexing: { left: 0, runningSince: null, refused: false },
  recent: [],
};

/** The search with what was remembered of it. */
export function rememberedSearch(remembered: unknown): SearchState {
  if (remembered === null || typeof remembered !== 'object') return FIRST_SEARCH;
  const { sort, recent } = remembered as Record<string, unknown>;
  return {
    ...FIRST_SEARCH,
    sort: sort === 'time' ? 'time' : 'relevance',
    recent: Array.isArray(recent) ? recent.filter(isShortText).slice(0, MOST_RECENT) : [],
  };
}

/** What was looked for is kept: the last one first, each once. */
export function withRecent(state: SearchState): SearchState {
  const text = state.field.text.trim();
  if (!isShortText(text) || text === state.recent[0]) return state;
  const others = state.recent.filter((one) => one !== text);
  return { ...state, recent: [text, ...others].slice(0, MOST_RECENT) };
}

const MOST_RECENT = 20;

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200;
}

/** The kinds of texts of sessions that are looked through. */
export function textKinds({ kind }: SearchState): readonly FoundKind[] | undefined {
  return kind === 'all' || kind === 'lesson' ? undefined : [kind];
}

/** What stands in the list: hits, then lessons; without a text, what was looked for before. */
export function foundLines(state: SearchState): readonly Found[] {
  if (state.field.text.trim() === '') {
    return state.recent.map((text) => ({ type: 'recent', key: `recent ${text}`, text }));
  }
  const hits = state.kind === 'lesson' ? [] : (state.texts?.hits ?? []);
  const withLessons = state.kind === 'all' || state.kind === 'lesson';
  const lessons = withLessons ? (state.lessons?.lessons ?? []) : [];
  const shown = state.kind === 'all' ? lessons.slice(0, LESSONS_AMONG_ALL) : lessons;
  return [
    ...hits.map((hit): Found => ({ type: 'hit', key: keyOf(hit), hit })),
    ...shown.map((lesson): Found => ({ type: 'lesson', key: `lesson ${lesson.id}`, lesson })),
  ];
}

/** Lessons that hold some of the words come after all else. */
const LESSONS_AMONG_ALL = 5;

function keyOf({ kind, sessionId, messageId, toolUseId, traceId }: TextHit): string {
  return `${kind} ${sessionId} ${messageId ?? toolUseId ?? traceId}`;
}
