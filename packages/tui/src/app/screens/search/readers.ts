import type { Lesson, SessionLabel, TextFilter, TextSearchResult } from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What the search asks. */
export const searchReaders = {
  /** Texts of sessions, and what these are called. */
  'search.texts': pool((db, spoor, { filter, ...asked }: AskedTexts): FoundTexts => {
    const found = spoor.searchTexts(db, { ...filter, ...asked, budgetMs: 1_000 });
    const ids = [...new Set(found.hits.map(({ sessionId }) => sessionId))];
    return { ...found, labels: [...spoor.readSessionLabels(db, ids)] };
  }),
  /** Lessons with all or any of the words. */
  'search.lessons': pool((db, spoor, { text, projectId }: AskedLessons): readonly Lesson[] =>
    new spoor.LessonsStore(db).search({ query: text, projectId, limit: 50 }),
  ),
  /** How many texts the index lacks. */
  'search.unindexed': here((db, spoor, _: null): number => spoor.unindexedTexts(db)),
};

/** A search for texts of sessions. */
export interface AskedTexts {
  readonly text: string;
  readonly filter: TextFilter;
  readonly limit: number;
  readonly sort: 'relevance' | 'time';
  /** Grows when the same is looked for again. */
  readonly round: number;
}

/** A search for lessons. */
export interface AskedLessons {
  readonly text: string;
  readonly projectId?: string | undefined;
  readonly round: number;
}

/** What was found, with the labels of the sessions. */
export interface FoundTexts extends TextSearchResult {
  readonly labels: readonly (readonly [id: string, label: SessionLabel])[];
}
