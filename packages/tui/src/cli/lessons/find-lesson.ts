import { SpoorError } from '@spoor/core';
import { type Lesson, LessonsStore, type SpoorDatabase } from '@spoor/storage';

/**
 * Finds a lesson by its id or by the start of it.
 * @throws SpoorError when none or several fit.
 */
export function findLesson(db: SpoorDatabase | null, idOrStart: string): Lesson {
  const unknown = new SpoorError(`no lesson \`${idOrStart}\`; see \`spoor lessons list\``);
  if (db === null || idOrStart === '') throw unknown;
  const lessons = new LessonsStore(db);
  const ids = lessons.idsStartingWith(idOrStart, MOST_NAMED + 1);
  if (ids.length > 1 && ids[0] !== idOrStart) throw ambiguous(idOrStart, ids);
  const lesson = lessons.getById(ids[0] ?? idOrStart);
  if (lesson === null) throw unknown;
  return lesson;
}

const MOST_NAMED = 3;

function ambiguous(start: string, ids: readonly string[]): SpoorError {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return new SpoorError(
    `several lessons start with \`${start}\`: ${named}${more}; give more of it`,
  );
}
