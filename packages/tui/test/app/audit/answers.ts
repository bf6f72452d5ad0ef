import * as spoor from '@spoor/storage';
import type { Reader } from '../../../src/app/live/reader.js';
import { type Answer, type Query, READERS } from '../../../src/app/live/readers.js';
import type { Screen, Surroundings } from '../../../src/app/state/screen.js';

/** The database's answer to a question. */
export function answerTo(db: spoor.SpoorDatabase, query: Query): Answer {
  const { read } = READERS[query.kind] as Reader<unknown, unknown>;
  const told: unknown = structuredClone(read(db, spoor, query.asked));
  return { ...query, told } as Answer;
}

/** A screen once all that it asks is answered. */
export function answered(screen: Screen, db: spoor.SpoorDatabase, around: Surroundings): Screen {
  let now = screen;
  const known = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const queries = now.queries(around).filter((query) => !known.has(JSON.stringify(query)));
    if (queries.length === 0) return now;
    for (const query of queries) {
      known.add(JSON.stringify(query));
      now = now.answered(answerTo(db, query), around);
    }
  }
  throw new Error('it asks and asks');
}

/** The world of a screen. */
export function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns: 120,
    rows: 20,
    nowMs: Date.parse('2026-11-21T12:00:00.000Z'),
    facts: { databasePath: '/nowhere', homeDir: '/home/dev', configuration: null },
    health: null,
    history: null,
    ...more,
  };
}
