import type { Query } from '../../live/readers.js';
import type { Surroundings } from '../../state/screen.js';
import { timeRangeBounds } from '../../state/time-range.js';
import type { AskedLessons, AskedTexts } from './readers.js';
import { type SearchState, textKinds } from './search-state.js';

/** What the screen needs: what was found stays until something else is looked for. */
export function searchQueries(state: SearchState, around: Surroundings): Query[] {
  const texts = askedTexts(state, around);
  const lessons = askedLessons(state);
  return [
    { kind: 'search.unindexed', asked: null },
    ...(texts === null || isTold(state, texts)
      ? []
      : [{ kind: 'search.texts', asked: texts } as const]),
    ...(lessons === null || JSON.stringify(lessons) === state.lessons?.asked
      ? []
      : [{ kind: 'search.lessons', asked: lessons } as const]),
  ];
}

/** Whether what is on the screen is not yet what was asked for. */
export function isSearching(state: SearchState, around: Surroundings): boolean {
  return searchQueries(state, around).length > 1;
}

/** What is looked for in texts of sessions; null when nothing is. */
export function askedTexts(state: SearchState, { nowMs }: Surroundings): AskedTexts | null {
  const text = wantedText(state);
  if (text === null || state.kind === 'lesson') return null;
  const { sort, limit, round, projectId } = state;
  const kinds = textKinds(state);
  const { from: since } = timeRangeBounds(state.range, nowMs);
  const filter = {
    ...(kinds === undefined ? {} : { kinds }),
    ...(projectId === null ? {} : { projectId }),
    ...(since === undefined ? {} : { since }),
  };
  return { text, filter, limit, sort, round };
}

function askedLessons(state: SearchState): AskedLessons | null {
  const text = wantedText(state);
  if (text === null || (state.kind !== 'all' && state.kind !== 'lesson')) return null;
  const { projectId, round } = state;
  return { text, round, ...(projectId === null ? {} : { projectId }) };
}

/** A single letter finds everything; a sign of another script may be a word. */
function wantedText({ field }: SearchState): string | null {
  const text = field.text.trim();
  return /[^\s\p{Cc}"]/u.test(text) && !/^[\x20-\x7e]$/.test(text) ? text : null;
}

function isTold({ texts }: SearchState, asked: AskedTexts): boolean {
  return texts !== null && JSON.stringify(texts.asked) === JSON.stringify(asked);
}
