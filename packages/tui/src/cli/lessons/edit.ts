import { type Lesson, LessonsStore, type SpoorDatabase } from '@spoor/storage';
import { draftOf } from '../../lessons/lesson-document.js';
import { changeLesson, cleanLesson } from '../../lessons/write-lesson.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { ownRedaction } from '../redact-own.js';
import { withWritableStore } from '../writable-store.js';
import { writeInEditor } from './edit-in-editor.js';
import { evidenceOf } from './evidence-option.js';
import { findLesson } from './find-lesson.js';
import { type ChangeOptions, fieldsOf } from './lesson-options.js';

/** Changes a lesson: the fields that options name, else what the user changes in the editor. */
export async function editLesson(io: CliIo, id: string, options: ChangeOptions): Promise<void> {
  await withWritableStore(io, { create: false }, async (db) => {
    const before = findLesson(db, id);
    const base = draftOf(before);
    const inEditor = Object.keys(options).length === 0;
    const after = inEditor
      ? await writeInEditor(io, base, (draft) =>
          changeLesson(db, { id: before.id, base, draft }, ownRedaction(io)),
        )
      : change(io, db, before, options);
    const title = safeText(excerpt((after ?? before).title, 400));
    printLines(io, [
      after === null ? `Nothing changed: ${title}` : `Changed ${before.id}: ${title}`,
    ]);
  });
}

function change(
  io: CliIo,
  db: SpoorDatabase,
  { id }: Lesson,
  options: ChangeOptions,
): Lesson | null {
  const lessons = new LessonsStore(db);
  const fields = cleanLesson(fieldsOf(io, options), ownRedaction(io));
  const added = (options.evidence ?? []).map((text) => evidenceOf(db, text));
  const removed = (options.removeEvidence ?? []).map((text) => evidenceOf(db, text));
  return db.transaction(() => {
    for (const evidence of added) lessons.addEvidence(id, evidence);
    for (const evidence of removed) lessons.removeEvidence(id, evidence);
    return Object.keys(fields).length > 0 ? lessons.update(id, fields) : lessons.getById(id);
  });
}
