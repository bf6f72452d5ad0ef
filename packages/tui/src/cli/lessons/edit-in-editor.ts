import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, SpoorError, UsageError } from '@spoor/core';
import {
  type LessonDraft,
  lessonDocument,
  parseLessonDocument,
} from '../../lessons/lesson-document.js';
import type { CliIo } from '../io.js';

/**
 * Lets the user write a lesson in `$VISUAL` or `$EDITOR`. What can't be taken stays in its file,
 * which the error names.
 * @param save takes what was written.
 * @returns what `save` gives; null when nothing was changed.
 * @throws UsageError without an editor; SpoorError when the editor, the text or `save` fails.
 */
export async function writeInEditor<T>(
  io: CliIo,
  draft: LessonDraft,
  save: (draft: LessonDraft) => T | Promise<T>,
): Promise<T | null> {
  const editor = io.env['VISUAL'] || io.env['EDITOR'];
  if (!editor) {
    throw new UsageError('no editor is set: set $VISUAL or $EDITOR, or use options');
  }
  // The folder is this user's alone, and so is what is in it.
  const folder = mkdtempSync(join(io.tmpDir, 'spoor-lesson-'));
  const path = join(folder, 'lesson.md');
  const before = lessonDocument(draft);
  writeFileSync(path, before, { mode: 0o600 });
  await runEditor(io, editor, path);
  const text = readFileSync(path, 'utf8');
  const result =
    text === before ? null : await keepingOnFailure(path, () => save(parseLessonDocument(text)));
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** As git does it, the variable may hold arguments: the shell takes it apart. */
async function runEditor(io: CliIo, editor: string, path: string): Promise<void> {
  // While the editor has the terminal, ctrl-c is for it.
  const unhook = io.onInterrupt(() => undefined);
  const child =
    io.platform === 'win32'
      ? spawn(`${editor} "${path}"`, { shell: true, stdio: 'inherit' })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) throw new SpoorError(`the editor \`${editor}\` failed; the text is in ${path}`);
  } finally {
    unhook();
  }
}

async function keepingOnFailure<T>(path: string, take: () => T | Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    throw new SpoorError(`${messageOf(error)}; your text is kept in ${path}`, { cause: error });
  }
}
