import type { IsoTime } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Lesson } from '../stores/lesson.js';
import { LESSON_USES } from './lesson-uses.js';

/** A lesson as a list shows it. */
export interface ListedLesson extends Omit<Lesson, 'details'> {
  /** Up to 400 characters. */
  readonly summary: string;
  /** How many calls taught it. */
  readonly evidence: number;
  /** When it was last applied, where the audit log still knows. */
  readonly lastUsedAt: IsoTime | null;
}

/** A list of lessons. */
export interface LessonListing {
  readonly rows: readonly ListedLesson[];
  /** How many there are in all. */
  readonly total: number;
}

/** The latest lessons, the newest first, without their details. */
export function listLessonRows(db: SpoorDatabase, limit: number): LessonListing {
  const rows = prepare<object, LessonRow>(
    db.getDb(),
    `SELECT id, project_id AS projectId, category, title, substr(summary, 1, 400) AS summary, tags,
       source_agent AS sourceAgent, source_file AS sourceFile, confidence,
       application_count AS applicationCount, created_at AS createdAt, updated_at AS updatedAt,
       (SELECT count(*) FROM lesson_evidence e WHERE e.lesson_id = lessons.id) AS evidence
     FROM lessons ORDER BY seq DESC LIMIT @limit`,
  ).all({ limit });
  const lastUses = latestUses(db);
  return {
    rows: rows.map((row) => ({
      ...row,
      tags: JSON.parse(row.tags) as string[],
      lastUsedAt: lastUses.get(row.id) ?? null,
    })),
    total: rows.length < limit ? rows.length : countLessons(db),
  };
}

type LessonRow = Omit<ListedLesson, 'tags' | 'lastUsedAt'> & { readonly tags: string };

function latestUses(db: SpoorDatabase): Map<string, IsoTime> {
  const rows = prepare<object, { lesson: string; last: IsoTime }>(
    db.getDb(),
    `SELECT lesson, max(timestamp) AS last FROM (${LESSON_USES}) GROUP BY lesson`,
  ).all({ most: MOST_USES });
  return new Map(rows.map(({ lesson, last }) => [lesson, last]));
}

/** How many notes of lessons' use are looked through. */
const MOST_USES = 2_000;

function countLessons(db: SpoorDatabase): number {
  return prepare<[], { n: number }>(db.getDb(), 'SELECT count(*) AS n FROM lessons').get()?.n ?? 0;
}
