import { SpoorError } from '@spoor/core';
import { type Lesson, type LessonChange, LessonsStore, type SpoorDatabase } from '@spoor/storage';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { redactOwn } from '../redact-own.js';
import { withWritableStore } from '../writable-store.js';
import { writeInEditor } from './edit-in-editor.js';
import { evidenceOf } from './evidence-option.js';
import { findLesson } from './find-lesson.js';
import { draftOf, type LessonDraft } from './lesson-document.js';
import { type ChangeOptions, fieldsOf } from './lesson-options.js';

/** Changes a lesson: the fields that options name, else what the user changes in the editor. */
export async function editLesson(io: CliIo, id: string, options: ChangeOptions): Promise<void> {
  await withWritableStore(io, { create: false }, async (db) => {
    const before = findLesson(db, id);
    const inEditor = Object.keys(options).length === 0;
    const after = inEditor
      ? await writeInEditor(io, draftOf(before), (draft) => updated(io, db, before, draft))
      : change(io, db, before, options);
    const title = safeText(excerpt((after ?? before).title, 400));
    printLines(io, [
      after === null ? `Nothing changed: ${title}` : `Changed ${before.id}: ${title}`,
    ]);
  });
}

function updated(io: CliIo, db: SpoorDatabase, before: Lesson, draft: LessonDraft): Lesson {
  const after = new LessonsStore(db).update(before.id, cleaned(io, changedIn(draft, before)));
  if (after === null) throw new SpoorError('the lesson was removed meanwhile');
  return after;
}

function changedIn(draft: LessonDraft, before: Lesson): LessonChange {
  const names = Object.keys(draft) as (keyof LessonDraft)[];
  const changed = names.filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}

function change(
  io: CliIo,
  db: SpoorDatabase,
  { id }: Lesson,
  options: ChangeOptions,
): Lesson | null {
  const lessons = new LessonsStore(db);
  const fields = cleaned(io, fieldsOf(io, options));
  const added = (options.evidence ?? []).map((text) => evidenceOf(db, text));
  const removed = (options.removeEvidence ?? []).map((text) => evidenceOf(db, text));
  return db.transaction(() => {
    for (const evidence of added) lessons.addEvidence(id, evidence);
    for (const evidence of removed) lessons.removeEvidence(id, evidence);
    return Object.keys(fields).length > 0 ? lessons.update(id, fields) : lessons.getById(id);
  });
}

/** A category is one of a few words, whatever is secret. */
function cleaned(io: CliIo, { category, ...texts }: LessonChange): LessonChange {
  return { ...redactOwn(io, texts), ...(category === undefined ? {} : { category }) };
}
