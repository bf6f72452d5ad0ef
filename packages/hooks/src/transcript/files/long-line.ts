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
  /** It goes on behind what was measured. */
  readonly isOver: boolean;
}

/** How far measuring goes. */
export interface MeasureLimits {
  /** Bytes. */
  readonly leaveBytes?: number;
  /** Asked once the line is too long to be held: whether to leave the rest for another time. */
  readonly shouldStop?: () => boolean;
  /** Bytes that are held at most. */
  readonly maxLineBytes: number;
}

/**
 * Measures a line without holding it. A sparse file has one of as many NULs as somebody likes, which
 * take a second a few GB: it is not measured beyond the limits.
 * @param size where the file ends.
 * @param buffer is written over.
 */
export function lineLength(
  file: LineFile,
  offset: number,
  size: number,
  buffer: Buffer,
  { leaveBytes = Number.POSITIVE_INFINITY, shouldStop, maxLineBytes }: MeasureLimits,
): LineLength {
  let nuls = 0;
  for (let at = offset; at < size; ) {
    const length = at - offset;
    if (length > leaveBytes || (length > maxLineBytes && shouldStop?.() === true)) {
      return { length, nuls, isEnded: false, isOver: true };
    }
    const count = file.read(buffer, 0, Math.min(buffer.length, size - at), at);
    if (count === 0) return { length: at - offset, nuls, isEnded: false, isOver: false };
    const bytes = buffer.subarray(0, count);
    if (nuls === at - offset) nuls += endOfNuls(bytes, 0, count);
    const end = bytes.indexOf(NEWLINE);
    if (end !== -1) return { length: at + end - offset, nuls, isEnded: true, isOver: false };
    at += count;
  }
  return { length: size - offset, nuls, isEnded: false, isOver: false };
}
