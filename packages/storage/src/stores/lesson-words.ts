import type { SpoorDatabase } from '../database/spoor-database.js';
import { LESSON_COLUMNS, type LessonRow } from './lesson-row.js';
import type { pageBounds } from './page-bounds.js';

/** Which lessons are wanted, and their order where they are equally relevant. */
export interface WantedWords {
  /** FTS5 expression. */
  readonly match: string | null;
  readonly conditions: string;
  readonly byWorth: string;
}

/** So many of the most relevant lessons, and some more, mostly hold the whole last step of a page. */
const SPAN = 4;
const AT_LEAST = 500;

const ALL = -1;

type Bounds = ReturnType<typeof pageBounds>;

/** Finds lessons by words alone: only the most relevant are weighed against each other. */
export function findByWords(
  db: SpoorDatabase,
  wanted: WantedWords,
  { limit, offset }: Bounds,
): LessonRow[] {
  const page = (most: number) => readPage(db, wanted, { limit, offset, most });
  const most = (limit + offset) * SPAN + AT_LEAST;
  const near = page(most);
  const last = near.at(-1);
  const isWhole = last === undefined || last.looked < most || last.lowest < last.step;
  return (isWhole ? near : page(ALL)).map(({ looked, lowest, step, ...lesson }) => lesson);
}

interface Hit extends LessonRow {
  /** How many lessons were weighed, and the lowest step among them. */
  readonly looked: number;
  readonly lowest: number;
  readonly step: number;
}

/** The weights are those of title, summary and details. */
function readPage(
  db: SpoorDatabase,
  { match, conditions, byWorth, ...parameters }: WantedWords,
  page: Bounds & { most: number },
): Hit[] {
  return db
    .prepare<object, Hit>(
      `WITH near AS MATERIALIZED (
         SELECT lessons.seq, -bm25(lessons_fts, 10.0, 4.0, 1.0) AS score,
           confidence, application_count, updated_at
         FROM lessons_fts JOIN lessons ON lessons.seq = lessons_fts.rowid
         WHERE lessons_fts MATCH @match AND ${conditions}
         ${page.most === ALL ? '' : 'ORDER BY score DESC'} LIMIT @most),
       bounds AS MATERIALIZED (
         SELECT max(score) AS best, min(score) AS worst, count(*) AS looked FROM near),
       page AS MATERIALIZED (
         SELECT seq, round(score / best, 1) AS step, round(worst / best, 1) AS lowest, looked
         FROM bounds CROSS JOIN near
         ORDER BY step DESC, ${byWorth} LIMIT @limit OFFSET @offset)
       SELECT ${LESSON_COLUMNS}, step, lowest, looked FROM page JOIN lessons USING (seq)
       ORDER BY step DESC, ${byWorth}`,
    )
    .all({ ...parameters, ...page, match });
}
