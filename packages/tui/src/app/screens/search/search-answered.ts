import type { Answer } from '../../live/readers.js';
import { EMPTY_LIST, reconcile } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { askedTexts } from './search-asked.js';
import { foundLines, type SearchState } from './search-state.js';
import { searchHeight } from './search-view.js';

/** The search once the database has said something. */
export function searchAnswered(
  state: SearchState,
  answer: Answer,
  around: Surroundings,
): SearchState {
  switch (answer.kind) {
    case 'search.texts': {
      const { labels, ...found } = answer.told;
      const wanted = askedTexts(state, around);
      // What was typed goes on meanwhile: the hits of its beginning are better than none.
      if (wanted === null) return state;
      const texts = { asked: answer.asked, ...found, labels: new Map(labels) };
      return withLines(state, { ...state, texts }, around);
    }
    case 'search.lessons': {
      const lessons = { asked: JSON.stringify(answer.asked), lessons: answer.told };
      return withLines(state, { ...state, lessons }, around);
    }
    case 'search.unindexed': {
      const indexing = { ...state.indexing, left: answer.told };
      return state.indexing.runningSince === null ? { ...state, indexing } : state;
    }
    default:
      return state;
  }
}

function withLines(before: SearchState, after: SearchState, around: Surroundings): SearchState {
  const keys = (state: SearchState) => foundLines(state).map(({ key }) => key);
  const height = searchHeight(after, around);
  const from = before.moved ? before.list : EMPTY_LIST;
  return { ...after, list: reconcile(from, keys(before), keys(after), height) };
}
