import type { NewLesson } from '../../stores/lesson.js';
import { LessonsStore } from '../../stores/lessons-store.js';
import { defineOperation } from '../write-operation.js';

/** Lessons; the lesson that results is known only where the write isn't held. */
export const lessonOperations = {
  'lesson.create': defineOperation({
    apply: (db, lesson: NewLesson) => new LessonsStore(db).create(lesson),
  }),
  'lesson.apply': defineOperation({
    apply: (db, { id }: { readonly id: string }) => new LessonsStore(db).recordApplication(id),
  }),
};
