import type { SpoorDatabase } from '../database/spoor-database.js';
import type { LessonQuery } from './lesson.js';
import { checkCategory, normalTags } from './lesson-fields.js';
import { LESSON_COLUMNS, type LessonRow } from './lesson-row.js';
import { findByWords } from './lesson-words.js';
import { pageBounds } from './page-bounds.js';
import { redactName } from './redact-name.js';
import { phrase, searchTerms } from './search-terms.js';

const USUAL_LIMIT = 20;

/**
 * Finds lessons. With a text: those that hold all of its words, else those that hold any of them,
 * by relevance (a hit in the title weighs ten times one in the details), in steps of a tenth of the
 * best; then, and without a text, by confidence, use, and the last change (or use before confidence).
 */
export function searchLessons(db: SpoorDatabase, query: LessonQuery): LessonRow[] {
  const page = pageBounds(query, USUAL_LIMIT);
  const filter = filterOf(query);
  const text = query.query?.trim() ?? '';
  if (text === '') return listed(db, filter, page);
  const { words, parts } = searchTerms(text);
  const wanted = { ...filter, parts: JSON.stringify(parts) };
  if (words.length + parts.length === 0) return listed(db, filter, page);
  const all = expression(words, 'AND');
  const strict = { ...wanted, match: all, least: parts.length + (all === null ? 0 : 1) };
  const rows = found(db, strict, page);
  if (rows.length > 0 || holdsAny(db, strict, page)) return rows;
  return found(db, { ...wanted, match: expression(words, 'OR'), least: 1 }, page);
}

/** What ends in two letters or numbers may be the beginning of a word; `c++` and `x` are whole. */
const UNFINISHED = /[\p{L}\p{N}\p{M}]{2}$/u;

/** The last word, when it may be half typed, also matches as a beginning; whole, it weighs more. */
function expression(words: readonly string[], operator: 'AND' | 'OR'): string | null {
  if (words.length === 0) return null;
  const wanted = words.map((word, index) => {
    const mayGoOn = index === words.length - 1 && UNFINISHED.test(word);
    return mayGoOn ? `(${phrase(word)} OR ${phrase(word)} *)` : phrase(word);
  });
  return wanted.join(` ${operator} `);
}

/** Whether an empty page lies behind lessons that hold all words. */
function holdsAny(db: SpoorDatabase, strict: Wanted, { offset }: Bounds): boolean {
  return offset > 0 && found(db, strict, { limit: 1, offset: 0 }).length > 0;
}

interface Filter {
  readonly conditions: string;
  readonly byWorth: string;
  readonly category?: string;
  readonly projectId?: string | null;
  readonly tags?: string;
  readonly tagCount?: number;
  readonly sessionId: string | null;
  /** Null: any call of the session. */
  readonly toolUseId: string | null;
}

interface Wanted extends Filter {
  readonly match: string | null;
  /** JSON list of LIKE patterns. */
  readonly parts: string;
  /** How many of the parts, the words together counting as one, must be there. */
  readonly least: number;
}

type Bounds = ReturnType<typeof pageBounds>;

function filterOf({ category, projectId, tags, evidence, order }: LessonQuery): Filter {
  const wantedTags = normalTags(tags ?? []);
  const conditions = [
    ...(category === undefined ? [] : ['category = @category']),
    ...(projectId === undefined ? [] : ['(project_id = @projectId OR project_id IS NULL)']),
    ...(wantedTags.length === 0 ? [] : [HAS_TAGS]),
    ...(evidence === undefined ? [] : [TAUGHT_BY]),
  ];
  return {
    conditions: conditions.join(' AND ') || 'TRUE',
    byWorth: order === 'use' ? BY_USE : BY_CONFIDENCE,
    ...(category === undefined ? {} : { category: checkCategory(category) }),
    ...(projectId === undefined ? {} : { projectId: redactName(projectId) }),
    tags: JSON.stringify(wantedTags),
    tagCount: wantedTags.length,
    sessionId: evidence?.sessionId ?? null,
    toolUseId: evidence?.toolUseId ?? null,
  };
}

const HAS_TAGS = `(SELECT count(DISTINCT tag.value) FROM json_each(lessons.tags) AS tag
  WHERE tag.value IN (SELECT value FROM json_each(@tags))) = @tagCount`;

const TAUGHT_BY = `lessons.id IN (SELECT lesson_id FROM lesson_evidence
  WHERE session_id = @sessionId AND tool_use_id = coalesce(@toolUseId, tool_use_id))`;

const BY_CONFIDENCE = 'confidence DESC, application_count DESC, updated_at DESC, seq DESC';
const BY_USE = 'application_count DESC, confidence DESC, updated_at DESC, seq DESC';

function listed(db: SpoorDatabase, filter: Filter, page: Bounds): LessonRow[] {
  return db
    .prepare<object, LessonRow>(
      `SELECT ${LESSON_COLUMNS} FROM lessons WHERE ${filter.conditions}
       ORDER BY ${filter.byWorth} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...filter, ...page });
}

function found(db: SpoorDatabase, wanted: Wanted, page: Bounds): LessonRow[] {
  return wanted.parts === '[]' ? findByWords(db, wanted, page) : findParts(db, wanted, page);
}

/** The weights are those of title, summary and details, for words as for parts. */
function findParts(db: SpoorDatabase, wanted: Wanted, page: Bounds): LessonRow[] {
  const words =
    wanted.match === null
      ? 'SELECT NULL AS seq, NULL AS score WHERE FALSE'
      : `SELECT rowid AS seq, -bm25(lessons_fts, 10.0, 4.0, 1.0) AS score FROM lessons_fts
         WHERE lessons_fts MATCH @match`;
  return db
    .prepare<object, LessonRow>(
      `WITH words (seq, score) AS MATERIALIZED (${words}),
       candidates AS MATERIALIZED (
         SELECT lessons.*, coalesce(words.score, 0) AS word_score, words.seq IS NOT NULL AS has_words,
           (SELECT count(*) FROM json_each(@parts) AS part
            WHERE title LIKE part.value ESCAPE '\\' OR summary LIKE part.value ESCAPE '\\'
              OR details LIKE part.value ESCAPE '\\') AS parts_found,
           (SELECT total(10 * (title LIKE part.value ESCAPE '\\')
              + 4 * (summary LIKE part.value ESCAPE '\\')
              + (coalesce(details, '') LIKE part.value ESCAPE '\\'))
            FROM json_each(@parts) AS part) AS part_score
         FROM lessons LEFT JOIN words ON words.seq = lessons.seq
         WHERE ${wanted.conditions})
       SELECT ${LESSON_COLUMNS} FROM candidates WHERE has_words + parts_found >= @least
       ORDER BY round(coalesce(word_score / max(word_score) OVER (), 0)
           + coalesce(part_score / max(part_score) OVER (), 0), 1) DESC, ${wanted.byWorth}
       LIMIT @limit OFFSET @offset`,
    )
    .all({ ...wanted, ...page });
}
