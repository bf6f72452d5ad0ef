import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { pageBounds } from '../stores/page-bounds.js';
import { findHookPrompts } from './find-hook-prompts.js';
import { findRows } from './find-rows.js';
import { type Candidate, hitsOf } from './hits.js';
import type { TextSearch, TextSearchResult } from './search.js';
import { CALL_INDEX, MESSAGE_INDEX } from './text-index.js';
import { readTextQuery } from './text-query.js';
import { kindsOf, type Wanted } from './wanted.js';

/** So many rows of each index are weighed at most: to weigh all would take longer than a glance. */
const MOST_WEIGHED = 500;

const USUAL_LIMIT = 20;
const USUAL_BUDGET_MS = 2_000;

/**
 * Looks for a text in prompts, answers, commands and errors of all sessions. All of its words must be
 * there; nothing in it is syntax, but that what stands between two quotation marks is looked for as
 * it is. What the indexes don't hold yet ({@link indexTexts}) is found too, only slower.
 *
 * The best come first: by how rare the words are, how often they stand in a text and how short it is
 * (BM25), in steps of a tenth of the best; of equally good ones the latest. Of more than 500 hits in
 * messages, or in calls, those that were recorded last are weighed.
 * @throws StorageError `INVALID` when there is nothing to look for.
 */
export function searchTexts(db: SpoorDatabase, search: TextSearch): TextSearchResult {
  const { limit } = pageBounds({ limit: search.limit }, USUAL_LIMIT);
  const query = readTextQuery(search.text);
  if (query.match === null && query.parts.length === 0) {
    throw new StorageError('INVALID', 'there is nothing to look for');
  }
  const end = performance.now() + (search.budgetMs ?? USUAL_BUDGET_MS);
  const wanted: Wanted = {
    query,
    filter: search,
    kinds: kindsOf(search),
    // Without words there is nothing to weigh.
    most: query.match === null ? limit + 1 : Math.max(MOST_WEIGHED, limit + 1),
    isOver: () => performance.now() > end,
  };
  const read = db.getDb().transaction(() => {
    const found = collect(db, wanted);
    const ranked = rank(found.candidates, search.sort ?? 'relevance');
    const hits = hitsOf(db, ranked, wanted, limit + 1);
    return {
      hits: hits.slice(0, limit),
      more: hits.length > limit,
      complete: found.complete,
    };
  });
  return read();
}

function collect(
  db: SpoorDatabase,
  wanted: Wanted,
): { candidates: Candidate[]; complete: boolean } {
  const { kinds, filter } = wanted;
  const candidates: Candidate[] = [];
  let complete = true;
  const inMessages = filter.toolName === undefined && [...kinds].some((kind) => kind !== 'command');
  if (inMessages) {
    const { rows, complete: all } = findRows(db, MESSAGE_INDEX, wanted);
    candidates.push(...rows.map((row) => ({ from: 'message' as const, ...row })));
    complete &&= all;
  }
  if (kinds.has('command') || kinds.has('error')) {
    const { rows, complete: all } = findRows(db, CALL_INDEX, wanted);
    candidates.push(...rows.map((row) => ({ from: 'call' as const, ...row })));
    complete &&= all;
  }
  const { prompts, complete: all } = findHookPrompts(db, wanted);
  candidates.push(
    ...prompts.map((prompt) => ({ from: 'hook' as const, at: prompt.at, score: null, prompt })),
  );
  return { candidates: weigh(candidates), complete: complete && all };
}

/** Scores as shares of the best; what was not weighed counts as much as the others on average. */
function weigh(candidates: readonly Candidate[]): Candidate[] {
  const scores = candidates.flatMap(({ score }) => score ?? []);
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
  if (best === 0) return candidates.map((candidate) => ({ ...candidate, score: 0 }));
  const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return candidates.map((candidate) => ({
    ...candidate,
    score: (candidate.score ?? average) / best,
  }));
}

function rank(candidates: readonly Candidate[], sort: 'relevance' | 'time'): Candidate[] {
  const step = ({ score }: Candidate) => (sort === 'time' ? 0 : Math.round((score ?? 0) * 10));
  const time = ({ at }: Candidate) => at ?? '';
  return candidates.toSorted(
    (a, b) => step(b) - step(a) || (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : 0),
  );
}
