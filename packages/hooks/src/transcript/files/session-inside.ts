import { isJsonObject } from '@spoor/core';
import { HOSTILE_ID, readId } from '../../wire/ids.js';
import { readTranscript } from './read-transcript.js';

/** The first lines are enough: each message has it. */
const BATCH_BYTES = 64 * 1024;

/**
 * The session that a file's first lines say they belong to. Older clients keep a subagent's file
 * beside its session's, and only its lines tell whose it is.
 */
export function sessionInside(path: string): string | null {
  let found: string | null = null;
  const options = { batchBytes: BATCH_BYTES, maxBytes: BATCH_BYTES };
  readTranscript(path, null, options, ({ lines }) => {
    for (const { text } of lines) {
      found ??= sessionOf(text);
      if (found !== null) return;
    }
  });
  return found;
}

function sessionOf(text: string): string | null {
  try {
    const line: unknown = JSON.parse(text);
    const id = isJsonObject(line) ? readId(line, 'sessionId') : undefined;
    return id === undefined || id === HOSTILE_ID ? null : id;
  } catch {
    return null;
  }
}
