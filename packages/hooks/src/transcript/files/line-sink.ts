import type { LineProblem } from '@spoor/storage';
import type { RawLine } from './batch.js';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const BRACE = 123;

/** How lines of bookkeeping start: the client writes their type first. */
const TYPED = '{"type":"';

/** A longer type is no one's. */
const LONGEST_TYPE = 64;

/** Collects a batch's lines from bytes. */
export class LineSink {
  lines: RawLine[] = [];
  problems: LineProblem[] = [];
  skipped = 0;
  readonly #skipTypes: ReadonlySet<string> | undefined;

  constructor(skipTypes: ReadonlySet<string> | undefined) {
    this.#skipTypes = skipTypes;
  }

  /**
   * Takes one line's bytes.
   * @param to its end, before the newline.
   * @param offset of its first byte in the file.
   * @param line its number.
   */
  take(bytes: Buffer, from: number, to: number, offset: number, line: number): void {
    if (this.passesOver(bytes, from, to, offset)) {
      this.skipped += 1;
      return;
    }
    const start = startOfText(bytes, from, to, offset);
    const end = to > start && bytes[to - 1] === RETURN ? to - 1 : to;
    if (isBlank(bytes, start, end)) return;
    this.lines.push({
      text: bytes.toString('utf8', start, end),
      line,
      offset: offset + (start - from),
      length: end - start,
    });
  }

  /**
   * Takes one line's bytes with NULs among them. A crash leaves them where text was to stand, and
   * the client writes on behind them: what stands before and after is a line by itself.
   */
  takeBroken(bytes: Buffer, from: number, to: number, offset: number, line: number): void {
    let start = from;
    while (start < to) {
      const nul = bytes.indexOf(0, start);
      const end = nul === -1 || nul >= to ? to : nul;
      if (end > start) this.take(bytes, start, end, offset + (start - from), line);
      start = endOfNuls(bytes, end, to);
      if (start > end) this.addNuls(offset + (end - from), line, start - end);
    }
  }

  addNuls(offset: number, line: number, length: number): void {
    this.problems.push({ offset, line, length, reason: 'holds NUL bytes instead of text' });
  }

  addTooLong(offset: number, line: number, length: number, limit: number): void {
    this.problems.push({ offset, line, length, reason: `is longer than ${limit} bytes` });
  }

  /**
   * Whether a line is passed over for its type; its first bytes tell.
   * @param to where the line ends, or the bytes that are known of it.
   */
  passesOver(bytes: Buffer, from: number, to: number, offset: number): boolean {
    if (this.#skipTypes === undefined) return false;
    const type = typeAt(bytes, startOfText(bytes, from, to, offset), to);
    return type !== undefined && this.#skipTypes.has(type);
  }
}

/** The type that a line starts with, if it starts with one. */
function typeAt(bytes: Buffer, from: number, to: number): string | undefined {
  // Messages start with `{"parentUuid"`: they are told by one byte.
  if (bytes[from] !== BRACE || bytes[from + 2] !== TYPED.charCodeAt(2)) return undefined;
  const text = bytes.toString('latin1', from, Math.min(to, from + TYPED.length + LONGEST_TYPE));
  if (!text.startsWith(TYPED)) return undefined;
  const end = text.indexOf('"', TYPED.length);
  return end === -1 ? undefined : text.slice(TYPED.length, end);
}

/** A byte order mark at a file's beginning is no text. */
function startOfText(bytes: Buffer, from: number, to: number, offset: number): number {
  const isMark = offset === 0 && to - from >= 3 && bytes.readUIntBE(from, 3) === 0xefbbbf;
  return isMark ? from + 3 : from;
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte !== SPACE && byte !== 9 && byte !== RETURN && byte !== NEWLINE) return false;
  }
  return true;
}

/** Where a run of NUL bytes ends that starts at a place, or that place itself. */
export function endOfNuls(bytes: Buffer, from: number, to: number): number {
  let end = from;
  while (end < to && bytes[end] === 0) end += 1;
  return end;
}
