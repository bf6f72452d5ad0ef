import { createInterface } from 'node:readline/promises';
import { UsageError } from '@spoor/core';
import { LessonsStore } from '@spoor/storage';
import { cutEnd } from '../../present/fit-text.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withWritableStore } from '../writable-store.js';
import { findLesson } from './find-lesson.js';

/**
 * Deletes a lesson, once the user agrees.
 * @throws UsageError when there is no terminal to ask on, and no `--yes`.
 */
export async function removeLesson(io: CliIo, id: string, { yes }: { yes?: true }): Promise<void> {
  await withWritableStore(io, { create: false }, async (db) => {
    const lesson = findLesson(db, id);
    const title = safeText(excerpt(lesson.title, 400));
    if (yes !== true && !(await agrees(io, `Remove “${cutEnd(title, 50)}”?`))) {
      printLines(io, ['Nothing removed.']);
      return;
    }
    new LessonsStore(db).delete(lesson.id);
    printLines(io, [`Removed ${lesson.id}: ${title}`]);
  });
}

async function agrees({ stdin, stderr }: CliIo, question: string): Promise<boolean> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError('there is no terminal to ask on: give `--yes`');
  }
  const asking = createInterface({ input: stdin, output: stderr });
  // Ctrl-d and ctrl-c close it, which leaves a question open for ever.
  const closed = new AbortController();
  asking.once('close', () => closed.abort());
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: closed.signal });
    return /^y(?:es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    asking.close();
  }
}
