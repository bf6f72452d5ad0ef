import { LessonsStore } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { withStore } from '../store.js';
import { findLesson } from './find-lesson.js';
import { lessonLines } from './lesson-lines.js';

/** Shows a lesson with its evidence. */
export async function showLesson(io: CliIo, id: string, { json }: { json?: true }): Promise<void> {
  const { lesson, evidence } = await withStore(io, (db) => {
    const found = findLesson(db, id);
    return {
      lesson: found,
      evidence: db === null ? [] : new LessonsStore(db).evidenceOf(found.id),
    };
  });
  if (json === true) {
    printJson(io, { ...lesson, evidence });
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  printLines(io, lessonLines(lesson, evidence, look));
}
