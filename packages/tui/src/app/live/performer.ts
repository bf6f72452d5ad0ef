import { messageOf } from '@spoor/core';
import { formatBytes } from '../../present/byte-size.js';
import type { Effect, Heard } from '../state/screen.js';
import { clipboardText } from '../terminal/clipboard.js';
import { editFile, editText, type Programs, page } from '../terminal/programs.js';
import type { Performer } from './inspector-store.js';
import type { Writer } from './writer.js';

/** What effects need of the world. */
export interface PerformerOptions extends Omit<Programs, 'say'> {
  readonly stdout: NodeJS.WriteStream;
  /** Undefined where nothing may be written. */
  readonly writer: Writer | undefined;
  /** Says something on the screen. */
  readonly say: (text: string, bad: boolean) => void;
  /** Draws the whole screen anew. */
  readonly redraw: () => void;
  /** Stops the process, as ctrl-z does. */
  readonly stop: () => void;
}

/** Does what screens want done outside their state. */
export function createPerformer(options: PerformerOptions): Performer {
  const { writer, say } = options;
  const programs: Programs = { ...options, say: (text) => say(text, true) };
  return (effect, hear) => {
    switch (effect.type) {
      case 'yank':
        yank(options, effect);
        return;
      case 'act':
        act(writer, effect).then(hear);
        return;
      case 'edit':
        editText(programs, effect).then(hear);
        return;
      case 'edit-file':
        void editFile(programs, effect);
        return;
      case 'page':
        void page(programs, effect);
        return;
      case 'redraw':
        options.redraw();
        return;
      case 'stop':
        options.stop();
        return;
      default:
        return;
    }
  };
}

function yank(
  { stdout, say }: PerformerOptions,
  { text, what }: Extract<Effect, { type: 'yank' }>,
): void {
  const { sequence, cut } = clipboardText(text);
  stdout.write(sequence);
  if (cut === 0) say(`copied ${what}`, false);
  else say(`copied ${what} but for the last ${formatBytes(cut)}: terminals take no more`, true);
}

async function act(
  writer: Writer | undefined,
  { request, tag }: Extract<Effect, { type: 'act' }>,
): Promise<Heard> {
  if (writer === undefined) {
    const message = 'Recording is switched off in the configuration; nothing is written.';
    return { type: 'acted', tag, ok: false, message };
  }
  try {
    return { type: 'acted', tag, ok: true, value: await writer.run(request) };
  } catch (error) {
    return { type: 'acted', tag, ok: false, message: messageOf(error) };
  }
}
