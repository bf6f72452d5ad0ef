import { type RedactOptions, redactionOptions, SpoorError } from '@spoor/core';
import { withSecretsOf } from '@spoor/hooks';
import { type Lesson, LessonsStore, type NewLesson } from '@spoor/storage';
import { changeLesson, type EditedLesson, keepLesson } from '../../../lessons/write-lesson.js';
import type { ActionContext } from '../actions.js';
import { withDatabase } from './with-database.js';

/** What is told of a lesson that an action wrote. */
export type WrittenLesson = Pick<Lesson, 'id' | 'title' | 'applicationCount'>;

/** Keeps a lesson. */
export function addLessonAction(context: ActionContext, lesson: NewLesson): WrittenLesson {
  return withDatabase(context, (db) => written(keepLesson(db, lesson, redactionOf(context))));
}

/** Takes what was changed of a lesson. */
export function editLessonAction(context: ActionContext, edited: EditedLesson): WrittenLesson {
  return withDatabase(context, (db) => written(changeLesson(db, edited, redactionOf(context))));
}

/** Counts that a lesson was applied. */
export function applyLessonAction(context: ActionContext, { id }: { id: string }): WrittenLesson {
  return withDatabase(context, (db) => {
    const lesson = new LessonsStore(db).recordApplication(id);
    if (lesson === null) throw new SpoorError('the lesson was removed meanwhile');
    return written(lesson);
  });
}

/** Deletes a lesson with its evidence. */
export function deleteLessonAction(context: ActionContext, { id }: { id: string }): null {
  return withDatabase(context, (db) => {
    if (!new LessonsStore(db).delete(id)) throw new SpoorError('the lesson was removed already');
    return null;
  });
}

function written({ id, title, applicationCount }: Lesson): WrittenLesson {
  return { id, title, applicationCount };
}

function redactionOf({ configuration }: ActionContext): RedactOptions {
  if (configuration === undefined) return {};
  return redactionOptions(withSecretsOf(configuration, { env: process.env, folders: [] }));
}
