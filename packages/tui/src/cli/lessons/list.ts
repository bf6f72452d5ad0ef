import { type Lesson, LessonsStore, type SpoorDatabase } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { withStore } from '../store.js';
import { type FilterOptions, queryOf } from './lesson-options.js';
import { lessonTable } from './lesson-table.js';

/** Which lessons to list, or to search for. */
export interface LessonListing extends FilterOptions {
  readonly query?: string;
  readonly mostApplied?: true;
}

/** Lists lessons: all, those that fit, or those that a text is found in. */
export async function listLessons(io: CliIo, options: LessonListing): Promise<void> {
  const lessons = await withStore(io, (db) => (db === null ? [] : read(io, db, options)));
  if (options.json === true) {
    printJson(io, lessons);
    return;
  }
  if (lessons.length === 0) {
    printLines(io, [nothingFound(options)]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  printLines(io, lessonTable(lessons, look));
}

function read(io: CliIo, db: SpoorDatabase, options: LessonListing): Lesson[] {
  const order = options.mostApplied === true ? 'use' : 'confidence';
  return new LessonsStore(db).search({ ...queryOf(io, db, options), order });
}

function nothingFound({ query, category, tag, project, evidence, offset }: LessonListing): string {
  if (query !== undefined) return 'No lesson has any of that.';
  const filtered = [category, tag, project, evidence, offset].some(
    (filter) => filter !== undefined,
  );
  if (filtered) return 'No lesson fits.';
  return 'No lessons yet. Keep one: spoor lessons add --category pattern --title "…"';
}
