import { UsageError } from '@spoor/core';
import type { Lesson, NewLesson } from '@spoor/storage';
import { EMPTY_DRAFT } from '../../lessons/lesson-document.js';
import { keepLesson } from '../../lessons/write-lesson.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { ownRedaction } from '../redact-own.js';
import { withWritableStore } from '../writable-store.js';
import { writeInEditor } from './edit-in-editor.js';
import { evidenceOf } from './evidence-option.js';
import { type FieldOptions, fieldsOf } from './lesson-options.js';

/** Keeps a lesson; without any option it is written in the user's editor. */
export async function addLesson(
  io: CliIo,
  options: FieldOptions,
  { json }: { json?: true | undefined },
): Promise<void> {
  const keep = (lesson: NewLesson) =>
    withWritableStore(io, { create: true }, (db) => {
      const evidence = options.evidence?.map((text) => evidenceOf(db, text));
      return keepLesson(db, { ...lesson, evidence }, ownRedaction(io));
    });
  const inEditor = Object.keys(options).length === 0;
  const lesson = inEditor
    ? await writeInEditor(io, EMPTY_DRAFT, keep)
    : await keep(required(io, options));
  if (lesson === null) printLines(io, ['Nothing was written, nothing kept.']);
  else if (json === true) printJson(io, lesson);
  else printLines(io, [keptLine(lesson)]);
}

function required(io: CliIo, options: FieldOptions): NewLesson {
  const fields = fieldsOf(io, options);
  const { category, title } = fields;
  if (category === undefined || title === undefined) {
    throw new UsageError('a lesson needs `--category` and `--title`');
  }
  return { ...fields, category, title };
}

function keptLine({ id, title }: Lesson): string {
  return `Kept ${id}: ${safeText(excerpt(title, 400))}`;
}
