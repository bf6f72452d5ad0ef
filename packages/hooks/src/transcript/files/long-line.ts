import type { LineFile } from './line-file.js';
import { endOfNuls } from './line-sink.js';

const NEWLINE = 10;

/** How long a line is. */
export interface LineLength {
  /** Bytes up to its newline, or to the file's end. */
  readonly length: number;
  /** Of these, the NULs that it starts with. */
  readonly nuls: number;
  readonly isEnded: boolean;
}

/**
 * Measures a line without holding it.
 * @param size where the file ends.
 * @param buffer is written over.
 */
export function lineLength(
  file: LineFile,
  offset: number,
  size: number,
  buffer: Buffer,
): LineLength {
  let nuls = 0;
  for (let at = offset; at < size; ) {
    const count = file.read(buffer, 0, Math.min(buffer.length, size - at), at);
    if (count === 0) return { length: at - offset, nuls, isEnded: false };
    const bytes = buffer.subarray(0, count);
    if (nuls === at - offset) nuls += endOfNuls(bytes, 0, count);
    const end = bytes.indexOf(NEWLINE);
    if (end !== -1) return { length: at + end - offset, nuls, isEnded: true };
    at += count;
  }
  return { length: size - offset, nuls, isEnded: false };
}
