import { type RedactOptions, SpoorError } from '@spoor/core';
import {
  type Lesson,
  type LessonChange,
  LessonsStore,
  type NewLesson,
  type SpoorDatabase,
} from '@spoor/storage';
import { redactFields } from '../redact-fields.js';
import { draftOf, type LessonDraft } from './lesson-document.js';

/**
 * Keeps a lesson, without what the user's own configuration calls secret.
 * @throws StorageError `INVALID`, naming the field.
 */
export function keepLesson(
  db: SpoorDatabase,
  { evidence, ...lesson }: NewLesson,
  redaction: RedactOptions,
): Lesson {
  return new LessonsStore(db).create({ ...lesson, ...cleanLesson(lesson, redaction), evidence });
}

/** A lesson that was changed in an editor. */
export interface EditedLesson {
  readonly id: string;
  /** As it was when the user began to edit it. */
  readonly base: LessonDraft;
  readonly draft: LessonDraft;
}

/**
 * Changes of a lesson what the user changed; what others changed meanwhile stays.
 * @throws SpoorError where both changed the same, or it was removed; StorageError `INVALID`, naming
 * the field.
 */
export function changeLesson(
  db: SpoorDatabase,
  { id, base, draft }: EditedLesson,
  redaction: RedactOptions,
): Lesson {
  const lessons = new LessonsStore(db);
  const removed = new SpoorError('the lesson was removed meanwhile');
  return db.transaction(() => {
    const before = lessons.getById(id);
    if (before === null) throw removed;
    const changed = differing(draft, base);
    const now = draftOf(before);
    const both = differing(now, base).filter(
      (name) => changed.includes(name) && !isSame(draft[name], now[name]),
    );
    if (both.length > 0) {
      throw new SpoorError(`somebody else has changed its ${both.join(', ')} meanwhile`);
    }
    if (changed.length === 0) return before;
    const change = Object.fromEntries(changed.map((name) => [name, draft[name]])) as LessonChange;
    const after = lessons.update(id, cleanLesson(change, redaction));
    if (after === null) throw removed;
    return after;
  });
}

/** A lesson's fields without what is secret; a category is one of a few words, whatever is. */
export function cleanLesson(
  { category, ...texts }: LessonChange,
  redaction: RedactOptions,
): LessonChange {
  return { ...redactFields(texts, redaction), ...(category === undefined ? {} : { category }) };
}

function differing(one: LessonDraft, other: LessonDraft): (keyof LessonDraft)[] {
  const names = Object.keys(one) as (keyof LessonDraft)[];
  return names.filter((name) => !isSame(one[name], other[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
