import type { IsoTime } from '@spoor/core';
import type {
  Lesson,
  LessonEvidence,
  LessonListing,
  SessionLabel,
  Spoor,
  SpoorDatabase,
} from '@spoor/storage';
import { here, pool } from '../../live/reader.js';

/** What lessons are asked. */
export const lessonsReaders = {
  /** So many of the latest lessons: what is new shows at once, while all are read. */
  'lessons.latest': here(
    (db, spoor, { limit }: { readonly limit: number }): LessonListing =>
      spoor.listLessonRows(db, limit),
  ),
  'lessons.list': pool(
    (db, spoor, { limit }: { readonly limit: number }): LessonListing =>
      spoor.listLessonRows(db, limit),
  ),
  /** Ids of the lessons that hold a text anywhere, the most relevant first. */
  'lessons.search': pool((db, spoor, { text }: { readonly text: string }): readonly string[] =>
    new spoor.LessonsStore(db).search({ query: text, limit: 500 }).map(({ id }) => id),
  ),
  /** The whole lesson that is chosen in the list; null when there is none. */
  'lessons.chosen': here((db, spoor, { id }: { readonly id: string }) => readWhole(db, spoor, id)),
  /** The whole lesson that is read; null when there is none. */
  'lessons.lesson': here((db, spoor, { id }: { readonly id: string }) => readWhole(db, spoor, id)),
};

/** A lesson with all that is known about it. */
export interface WholeLesson {
  readonly lesson: Lesson;
  readonly evidence: readonly LessonEvidence[];
  /** The sessions of the evidence that are recorded, by their ids. */
  readonly sessions: Readonly<Record<string, SessionLabel>>;
  /** When it was applied, the latest first, as far as the audit log knows. */
  readonly usedAt: readonly IsoTime[];
}

function readWhole(db: SpoorDatabase, spoor: Spoor, id: string): WholeLesson | null {
  const store = new spoor.LessonsStore(db);
  const lesson = store.getById(id);
  if (lesson === null) return null;
  const evidence = store.evidenceOf(id).slice(0, MOST_EVIDENCE);
  const sessions = spoor.readSessionLabels(
    db,
    evidence.map(({ sessionId }) => sessionId),
  );
  const usedAt = spoor.readLessonUses(db, id);
  return { lesson, evidence, sessions: Object.fromEntries(sessions), usedAt };
}

const MOST_EVIDENCE = 200;
