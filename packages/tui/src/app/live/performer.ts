import { messageOf } from '@spoor/core';
import type { Effect, Heard } from '../state/screen.js';
import type { Performer } from './inspector-store.js';
import type { Writer } from './writer.js';

/** What effects need of the world. */
export interface PerformerOptions {
  readonly stdout: NodeJS.WriteStream;
  /** Undefined where nothing may be written. */
  readonly writer: Writer | undefined;
}

/** Does what screens want done outside their state. */
export function createPerformer({ stdout, writer }: PerformerOptions): Performer {
  return (effect, hear) => {
    switch (effect.type) {
      case 'yank':
        stdout.write(clipboardSequence(effect.text));
        return;
      case 'act':
        act(writer, effect).then(hear);
        return;
      default:
        return;
    }
  };
}

/** OSC 52: the terminal puts a text into its clipboard. */
function clipboardSequence(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
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
