/** A line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null when it is longer than the cap: it was counted and dropped. */
  readonly text: string | null;
  /** Its bytes, the line break included; empty for a dropped one. */
  readonly bytes: Buffer;
}

/** How to read lines. */
export interface LineOptions {
  /** Longer lines are dropped. Bytes. */
  readonly maxBytes: number;
  /** Gets the bytes of dropped lines, as they come. */
  readonly onDropped?: (bytes: Buffer) => void;
}

/** Splits a stream of bytes into lines; needs the memory of one line, or of none that is too long. */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, onDropped }: LineOptions,
): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const add = (piece: Buffer) => {
    size += piece.length;
    parts.push(piece);
    if (size <= maxBytes) return;
    for (const part of parts) onDropped?.(part);
    parts = [];
  };
  const take = (): Line => {
    const isDropped = size > maxBytes;
    const bytes = Buffer.concat(parts);
    parts = [];
    size = 0;
    return { number: number++, text: isDropped ? null : bytes.toString('utf8'), bytes };
  };
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(BREAK); end !== -1; end = buffer.indexOf(BREAK, start)) {
      add(buffer.subarray(start, end + 1));
      yield take();
      start = end + 1;
    }
    if (start < buffer.length) add(Buffer.from(buffer.subarray(start)));
  }
  if (size > 0) yield take();
}

const BREAK = 0x0a;
