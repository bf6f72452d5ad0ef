import { LessonsStore } from '@spoor/storage';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withWritableStore } from '../writable-store.js';
import { findLesson } from './find-lesson.js';

/** Counts that a lesson was applied. */
export async function applyLesson(io: CliIo, id: string): Promise<void> {
  await withWritableStore(io, { create: false }, (db) => {
    const lesson = findLesson(db, id);
    const { applicationCount } = new LessonsStore(db).recordApplication(lesson.id) ?? lesson;
    const times = applicationCount === 1 ? 'once' : `${applicationCount} times`;
    printLines(io, [`Applied ${times}: ${safeText(excerpt(lesson.title, 400))}`]);
  });
}
