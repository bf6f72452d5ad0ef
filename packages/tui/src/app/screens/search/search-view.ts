import { counted, exactNumber } from '../../../present/amounts.js';
import { projectName } from '../../../present/project-name.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { fieldSpans } from '../../present/field-spans.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import type { Surroundings } from '../../state/screen.js';
import { timeRange } from '../../state/time-range.js';
import { foundLinesOf, LINES_OF_FOUND } from './found-lines.js';
import { isSearching } from './search-asked.js';
import { type Found, foundLines, SEARCH_KINDS, type SearchState } from './search-state.js';

/** The search: what is looked for, where, and what was found. */
export function searchLines(state: SearchState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { fieldColumns, right } = counts(state, around);
  const field = state.typing
    ? fieldSpans(state.field, fieldColumns)
    : [span(safeText(excerpt(state.field.text)), 'accent')];
  const head = [
    spread([span(' Search ', 'accent'), ...field], right, columns),
    spread(kindSpans(state), filterSpans(state), columns),
    line([span(noteText(state, around), 'faint')], columns),
  ];
  return [...head, ...listLines(state, around)].slice(0, rows);
}

/** Lines above what was found. */
const HEAD = 3;

/** How many of what was found there is room for. */
export function searchHeight(state: SearchState, { rows }: Pick<Surroundings, 'rows'>): number {
  const lines = isRecent(state) ? 1 : LINES_OF_FOUND;
  return Math.max(1, Math.floor((rows - HEAD) / lines));
}

/** Which of what is shown stands in a row of the screen; null for none. */
export function foundAt(state: SearchState, row: number): Found | null {
  const lines = isRecent(state) ? 1 : LINES_OF_FOUND;
  if (row < HEAD) return null;
  return foundLines(state)[state.list.top + Math.floor((row - HEAD) / lines)] ?? null;
}

function isRecent({ field }: SearchState): boolean {
  return field.text.trim() === '';
}

function listLines(state: SearchState, around: Surroundings): Line[] {
  const { columns, nowMs } = around;
  const found = foundLines(state);
  const { top, selected } = state.list;
  const labels = state.texts?.labels ?? new Map();
  return found
    .slice(top, top + searchHeight(state, around) + 1)
    .flatMap((one) =>
      foundLinesOf(one, { columns, nowMs, labels, selected: one.key === selected }),
    );
}

function counts(
  state: SearchState,
  around: Surroundings,
): { fieldColumns: number; right: readonly Span[] } {
  const right = countSpans(state, around);
  const width = right.reduce((sum, { text }) => sum + text.length, 0);
  return { fieldColumns: Math.max(1, around.columns - width - 12), right };
}

function countSpans(state: SearchState, around: Surroundings): Span[] {
  if (isRecent(state)) return [];
  const searching = isSearching(state, around);
  const found = foundLines(state).filter(({ type }) => type !== 'recent');
  const sessions = new Set(found.flatMap((one) => (one.type === 'hit' ? one.hit.sessionId : [])));
  const more = state.texts?.more === true && state.kind !== 'lesson' ? '+' : '';
  const where = sessions.size === 0 ? '' : ` in ${counted(sessions.size, 'session')}`;
  return [
    ...(searching ? [span('searching… ', 'busy')] : []),
    span(`${exactNumber(found.length)}${more} found${where} `, 'faint'),
  ];
}

const KIND_WORDS = {
  all: 'everything',
  prompt: 'prompts',
  answer: 'answers',
  command: 'commands',
  error: 'errors',
  lesson: 'lessons',
} as const;

function kindSpans({ kind }: SearchState): Span[] {
  return SEARCH_KINDS.map((one) =>
    one === kind ? span(`[${KIND_WORDS[one]}]`, 'strong') : span(` ${KIND_WORDS[one]} `, 'faint'),
  );
}

function filterSpans({ range, projectId, sort }: SearchState): Span[] {
  const project = projectId === null ? [] : [span(`${projectWord(projectId)}  `, 'accent')];
  return [
    ...project,
    span(`${timeRange(range).words}  `, range === 'all' ? 'faint' : 'accent'),
    span(sort === 'time' ? 'latest first ' : 'best first ', 'faint'),
  ];
}

function projectWord(projectId: string): string {
  return safeText(excerpt(projectName(excerpt(projectId, 1_000)), 40));
}

/** What one has to know about what was found. */
function noteText(state: SearchState, around: Surroundings): string {
  const { indexing, texts } = state;
  if (indexing.runningSince !== null && indexing.left >= LONG_INDEXING) {
    return ` Indexing: ${exactNumber(indexing.left)} texts are left…`;
  }
  if (isRecent(state)) {
    return state.recent.length === 0
      ? ' All words must be there; what stands in quotation marks is looked for as it is.'
      : ' Looked for before:';
  }
  if (isSearching(state, around) && texts === null) return '';
  const slow = indexing.left >= MANY_UNINDEXED ? unindexedText(indexing.left) : '';
  if (texts?.complete === false && texts.hits.length === 0) {
    return ` Not all texts were looked at in time.${slow}`;
  }
  if (foundLines(state).length === 0 && !isSearching(state, around)) {
    return slow === ''
      ? ' Nothing found: all words must be there; try fewer, or without filters.'
      : ` Nothing found: all words must be there.${slow}`;
  }
  if (texts?.complete === false) {
    return texts.more
      ? ` Of very many, those recorded last were weighed.${slow}`
      : ` Not all texts were looked at in time.${slow}`;
  }
  return slow;
}

function unindexedText(left: number): string {
  return ` ${exactNumber(left)} are not indexed: ctrl-r`;
}

/** Fewer are done in a moment. */
const LONG_INDEXING = 1_000;

/** Fewer are indexed without being asked. */
export const MANY_UNINDEXED = 20_000;
