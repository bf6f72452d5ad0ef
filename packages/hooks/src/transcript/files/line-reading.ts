import type { LinePosition } from '@spoor/storage';
import type { ReadOptions, TranscriptBatch, TranscriptReading } from './batch.js';
import { hashBytes, headHash, MARK_BYTES } from './fingerprint.js';
import type { LineFile } from './line-file.js';
import { LineSink } from './line-sink.js';
import { lineLength } from './long-line.js';

const BATCH_BYTES = 1024 * 1024;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** The type of a line can be read in less. */
const LEAST_BYTES = 128;

const NEWLINE = 10;

/** One pass over an open file, from a position to what its end was when it was opened. */
export class LineReading {
  readonly #file: LineFile;
  readonly #options: ReadOptions;
  readonly #maxLineBytes: number;
  /** Up to a mark's bytes before the place reached, then bytes that are read and not yet taken. */
  readonly #buffer: Buffer;
  /** The place reached, in the buffer. */
  #start = 0;
  /** Where the buffer's bytes end. */
  #end = 0;
  /** The place reached, in the file. */
  #offset: number;
  readonly #firstOffset: number;
  /** The number of the last line that was taken. */
  #line: number;
  /** That line has not ended yet: it was taken without its newline, or in parts. */
  #isInLine = false;
  /** Of the file's beginning; it is made anew until there are bytes enough for it. */
  #head: string | null;
  /** The next line is one to be left to another reader. */
  #isLeft = false;
  /** What is there to read. Less than the file's size if it shrinks meanwhile. */
  #size: number;

  /** @param from a position that the file goes on from; null for its beginning. */
  constructor(file: LineFile, from: LinePosition | null, options: ReadOptions) {
    this.#file = file;
    this.#options = options;
    this.#maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
    this.#size = file.state.size;
    this.#firstOffset = this.#offset = from?.offset ?? 0;
    this.#line = from?.line ?? 0;
    this.#head = from?.headHash ?? null;
    const most = Math.min(options.batchBytes ?? BATCH_BYTES, this.#size - this.#offset);
    // Not from the shared pool, and not filled: what is used is read into it before.
    this.#buffer = Buffer.allocUnsafeSlow(MARK_BYTES + Math.max(LEAST_BYTES, most));
    this.#loadMark();
    this.#isInLine = this.#start > 0 && this.#buffer[this.#start - 1] !== NEWLINE;
  }

  run(take: (batch: TranscriptBatch) => void): TranscriptReading {
    const { shouldStop, maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    let isAnew = this.#firstOffset === 0;
    for (;;) {
      const sink = new LineSink(this.#options.skipTypes);
      const isEnd = this.#readBatch(sink);
      const { lines, problems, skipped } = sink;
      take({ lines, problems, skipped, cursor: this.#position(isEnd), isAnew, isEnd });
      isAnew = false;
      const bytes = this.#offset - this.#firstOffset;
      if (isEnd || this.#isLeft || bytes >= maxBytes || shouldStop?.() === true) {
        return { kind: 'read', bytes, isEnd, waiting: isEnd ? this.#size - this.#offset : 0 };
      }
    }
  }

  /** @returns whether nothing more is to be read. */
  #readBatch(sink: LineSink): boolean {
    this.#fill();
    const offset = this.#offset;
    const isBeforeLong = this.#takeLines(sink);
    const isAll = this.#offset + (this.#end - this.#start) >= this.#size;
    if (isBeforeLong || !isAll) {
      // A batch of its own is for it.
      if (this.#offset > offset) return false;
      const isTaken = this.#takeLongLine(sink);
      return !this.#isLeft && (!isTaken || this.#offset >= this.#size);
    }
    if (this.#offset < this.#size && this.#mayBeTaken(this.#end - this.#start)) {
      this.#takeUnended(sink, this.#buffer.subarray(this.#start, this.#end));
    }
    return true;
  }

  /** Moves what is left to the buffer's beginning, with a mark before it, and reads on. */
  #fill(): void {
    const kept = Math.max(0, this.#start - MARK_BYTES);
    this.#buffer.copyWithin(0, kept, this.#end);
    this.#start -= kept;
    this.#end -= kept;
    const from = this.#offset + (this.#end - this.#start);
    const length = Math.min(this.#buffer.length - this.#end, this.#size - from);
    const count = this.#file.read(this.#buffer, this.#end, length, from);
    this.#end += count;
    if (count < length) this.#size = from + count;
  }

  /**
   * Takes the whole lines in the buffer, up to one that is too long.
   * @returns whether there is such a one.
   */
  #takeLines(sink: LineSink): boolean {
    const bytes = this.#buffer.subarray(0, this.#end);
    const isBroken = bytes.indexOf(0, this.#start) !== -1;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, this.#start);
      if (end === -1) return false;
      if (end - this.#start > this.#maxLineBytes) return true;
      const line = this.#nextLine();
      if (isBroken) sink.takeBroken(bytes, this.#start, end, this.#offset, line);
      else sink.take(bytes, this.#start, end, this.#offset, line);
      this.#offset += end + 1 - this.#start;
      this.#start = end + 1;
      this.#isInLine = false;
    }
  }

  /**
   * Takes a line that the buffer can't hold, or that is too long. It is measured first, so that it
   * is held once, and not at all when it isn't wanted.
   * @returns whether there was one; else its end is not written yet, or it is left to another.
   */
  #takeLongLine(sink: LineSink): boolean {
    const isPassedOver = sink.passesOver(this.#buffer, this.#start, this.#end, this.#offset);
    const { length, nuls, isEnded, isOver } = lineLength(
      this.#file,
      this.#offset,
      this.#size,
      this.#buffer,
      { ...this.#options, maxLineBytes: this.#maxLineBytes },
    );
    // The buffer's bytes are gone now.
    this.#loadMark();
    if (isOver && nuls === 0) {
      this.#isLeft = true;
      return false;
    }
    if (!isEnded && !isOver) {
      if (this.#mayBeTaken(length)) this.#takeUnended(sink, this.#readLine(length));
      return false;
    }
    const { leaveBytes = Number.POSITIVE_INFINITY } = this.#options;
    const isWanted = nuls === 0 && !isPassedOver && length <= this.#maxLineBytes;
    this.#isLeft = isWanted && length > leaveBytes;
    if (this.#isLeft) return false;
    const line = this.#nextLine();
    if (nuls > 0) {
      sink.addNuls(this.#offset, line, nuls);
      this.#moveTo(this.#offset + nuls, true);
      return true;
    }
    if (isPassedOver) sink.skipped += 1;
    else if (length > this.#maxLineBytes) {
      sink.addTooLong(this.#offset, line, length, this.#maxLineBytes);
    } else sink.takeBroken(this.#readLine(length), 0, length, this.#offset, line);
    this.#moveTo(this.#offset + length + 1, false);
    return true;
  }

  /** Takes the last line without its end, if it is a whole JSON object. */
  #takeUnended(sink: LineSink, bytes: Buffer): void {
    const found = new LineSink(undefined);
    const line = this.#isInLine ? this.#line : this.#line + 1;
    found.takeBroken(bytes, 0, bytes.length, this.#offset, line);
    if (!isWholeObject(found.lines.at(-1)?.text ?? '')) return;
    sink.lines.push(...found.lines);
    sink.problems.push(...found.problems);
    this.#line = line;
    this.#moveTo(this.#offset + bytes.length, true);
  }

  /** Whether a last line without an end may count. */
  #mayBeTaken(length: number): boolean {
    const { finalBefore = 0 } = this.#options;
    return length <= this.#maxLineBytes && this.#file.state.mtimeMs < finalBefore;
  }

  #nextLine(): number {
    if (!this.#isInLine) this.#line += 1;
    return this.#line;
  }

  #readLine(length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, this.#file.read(bytes, 0, length, this.#offset));
  }

  #moveTo(offset: number, isInLine: boolean): void {
    this.#offset = offset;
    this.#isInLine = isInLine;
    this.#loadMark();
  }

  /** Fills the buffer with the bytes before the place reached, and nothing else. */
  #loadMark(): void {
    const length = Math.min(MARK_BYTES, this.#offset);
    this.#start = this.#file.read(this.#buffer, 0, length, this.#offset - length);
    this.#end = this.#start;
  }

  #position(isEnd: boolean): LinePosition {
    const { identity, size, mtimeMs } = this.#file.state;
    if (this.#firstOffset < MARK_BYTES) this.#head = headHash(this.#file, this.#offset);
    const tail = Math.max(0, this.#start - MARK_BYTES);
    return {
      identity,
      size: isEnd ? size : this.#offset,
      mtimeMs: isEnd ? mtimeMs : 0,
      offset: this.#offset,
      line: this.#line,
      headHash: this.#head,
      tailHash: this.#offset === 0 ? null : hashBytes(this.#buffer, tail, this.#start),
    };
  }
}

/** A whole JSON object is never the beginning of a longer one. */
function isWholeObject(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
