import { messageOf } from '@spoor/core';
import type { Effect, Heard } from '../state/screen.js';
import { type Command, editorCommand, pagerCommand } from './editor-command.js';
import { pageText } from './page-text.js';
import { type PrivateText, privateText } from './private-text.js';
import { runAttached } from './run-attached.js';
import type { AwayJob } from './terminal-guard.js';

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** What it takes to run a program in the terminal that the inspector has. */
export interface Programs {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly away: (job: AwayJob) => Promise<boolean>;
  /** Says what went wrong. */
  readonly say: (text: string) => void;
}

/** Has the user change a text in the editor. @returns what the screen that asked hears. */
export async function editText(
  programs: Programs,
  { text, name, tag }: EffectOf<'edit'>,
): Promise<Heard> {
  const unchanged: Heard = { type: 'edited', tag, text: null };
  if (!hasEditor(programs)) return unchanged;
  const edited = await withFile(programs, text, name, async (file, ending) => {
    const trouble = await run(programs, editorCommand(programs.env, file.path), ending);
    return trouble === null ? withoutAddedEnd(file.read(), text) : null;
  });
  return edited === null || edited === text ? unchanged : { type: 'edited', tag, text: edited };
}

/** Opens a file that exists in the editor. */
export async function editFile(
  programs: Programs,
  { path, line }: EffectOf<'edit-file'>,
): Promise<void> {
  if (!hasEditor(programs)) return;
  try {
    await programs.away(async (ending) => {
      await run(programs, editorCommand(programs.env, path, line), ending);
    });
  } catch (error) {
    programs.say(messageOf(error));
  }
}

/** Shows a text in the pager. */
export async function page(programs: Programs, { text, name }: EffectOf<'page'>): Promise<void> {
  await withFile(programs, pageText(text), name, async (file, ending) => {
    await run(programs, pagerCommand(programs.env, file.path), ending);
    return null;
  });
}

function hasEditor({ env, say }: Programs): boolean {
  const known = editorCommand(env, '') !== null;
  if (!known) say('No editor is set: put its name into $VISUAL or $EDITOR.');
  return known;
}

async function run(
  { env, say }: Programs,
  command: Command | null,
  ending: AbortSignal,
): Promise<string | null> {
  const trouble = command === null ? 'nothing to run' : await runAttached(command, env, ending);
  if (trouble !== null) say(trouble);
  return trouble;
}

/** Puts a text into a file for as long as something is done with it, whatever happens meanwhile. */
async function withFile<Told>(
  { away, say }: Programs,
  text: string,
  name: string,
  job: (file: PrivateText, ending: AbortSignal) => Promise<Told>,
): Promise<Told | null> {
  let told: Told | null = null;
  try {
    await away(async (ending) => {
      const file = privateText(text, name);
      ending.addEventListener('abort', file.remove);
      try {
        told = await job(file, ending);
      } finally {
        file.remove();
      }
    });
  } catch (error) {
    say(messageOf(error));
  }
  return told;
}

/** Editors end the last line, which is no change of the user's. */
function withoutAddedEnd(edited: string, before: string): string {
  return before.endsWith('\n') ? edited : edited.replace(/\r?\n$/, '');
}
