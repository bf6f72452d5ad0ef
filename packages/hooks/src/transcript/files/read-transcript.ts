import type { LinePosition } from '@spoor/storage';
import type { ReadOptions, TranscriptBatch, TranscriptReading } from './batch.js';
import { holdsSame } from './fingerprint.js';
import { type FileState, LineFile, readFileState, Unreadable } from './line-file.js';
import { LineReading } from './line-reading.js';

/**
 * Reads what a file of lines has that a position doesn't know yet, a bounded batch at a time.
 *
 * A file that has grown is read from where it was left; one that was truncated, written anew or
 * replaced, from its beginning. Half a line at the end waits until it is whole. What is no text is
 * told with its place, and reading goes on behind it. The file is only read, never locked.
 * @param position null for a file that was never read.
 * @param take gets each batch while the file is open; what it throws ends the reading.
 */
export function readTranscript(
  path: string,
  position: LinePosition | null,
  options: ReadOptions,
  take: (batch: TranscriptBatch) => void,
): TranscriptReading {
  try {
    const state = readFileState(path);
    if (position !== null && isUnchanged(state, position, options)) return { kind: 'unchanged' };
    const file = new LineFile(path);
    try {
      const start = position !== null && goesOn(file, position) ? position : null;
      return new LineReading(file, start, options).run(take);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}

/**
 * Whether a file has nothing to read, as far as a `stat` tells. Half a line at its end counts as
 * nothing, unless it may be taken as it is now.
 */
export function isUnchanged(
  state: FileState,
  position: LinePosition,
  { finalBefore = 0 }: Pick<ReadOptions, 'finalBefore'> = {},
): boolean {
  return (
    isSameState(state, position) &&
    (position.offset >= state.size || state.mtimeMs >= finalBefore) &&
    state.identity === position.identity
  );
}

/** Whether reading goes on at a position; if not, the file has to be read anew. */
function goesOn(file: LineFile, position: LinePosition): boolean {
  // Where another file is in its place, or the file system hands out new numbers, only a copy that
  // looks the same in every way is trusted to be one.
  const isKnown = file.state.identity === position.identity || isSameState(file.state, position);
  return isKnown && holdsSame(file, position);
}

function isSameState(state: FileState, position: LinePosition): boolean {
  return state.size === position.size && state.mtimeMs === position.mtimeMs;
}
