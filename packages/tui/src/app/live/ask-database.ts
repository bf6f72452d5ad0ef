import * as spoor from '@spoor/storage';
import type { Screen, Surroundings } from '../state/screen.js';
import type { Reader } from './reader.js';
import { type Answer, type Query, READERS } from './readers.js';

/**
 * Answers a question from a database, on this thread and however long it takes.
 * @returns null for a question that no database answers: what is asked of settings and folders.
 */
export function askDatabase(db: spoor.SpoorDatabase, { kind, asked }: Query): Answer | null {
  const { where } = READERS[kind];
  if (where === 'outside') return null;
  const { read } = READERS[kind] as Reader<unknown, unknown>;
  return { kind, asked, told: read(db, spoor, asked) } as Answer;
}

/**
 * A screen that knows all that it asks of a database, for who draws screens without the inspector.
 * What an answer brings into sight is asked for as well.
 */
export function withAnswers(screen: Screen, db: spoor.SpoorDatabase, around: Surroundings): Screen {
  let known: ReadonlySet<string> = new Set();
  let now = screen.settled(around);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const queries = now.queries(around).map((query) => [JSON.stringify(query), query] as const);
    const fresh = queries.filter(([identity]) => !known.has(identity));
    if (fresh.length === 0) break;
    known = new Set(queries.map(([identity]) => identity));
    for (const [, query] of fresh) {
      const answer = askDatabase(db, query);
      if (answer !== null) now = now.answered(answer, around);
    }
  }
  return now;
}

/** A screen that asks something else after each answer is left as it is then. */
const MOST_ROUNDS = 20;
