import { LessonsStore } from '@spoor/storage';
import { cutEnd } from '../../present/fit-text.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withWritableStore } from '../writable-store.js';
import { findLesson } from './find-lesson.js';

/**
 * Deletes a lesson, once the user agrees.
 * @throws UsageError where nobody can be asked, without `--yes`.
 */
export async function removeLesson(io: CliIo, id: string, { yes }: { yes?: true }): Promise<void> {
  await withWritableStore(io, { create: false }, async (db) => {
    const lesson = findLesson(db, id);
    const title = safeText(excerpt(lesson.title, 400));
    if (!(await confirm(io, `Remove “${cutEnd(title, 50)}”?`, yes === true))) {
      printLines(io, ['Nothing removed.']);
      return;
    }
    new LessonsStore(db).delete(lesson.id);
    printLines(io, [`Removed ${lesson.id}: ${title}`]);
  });
}
