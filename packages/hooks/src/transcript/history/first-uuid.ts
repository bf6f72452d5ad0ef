import { closeSync, openSync, readSync } from 'node:fs';

/** The first message comes within so many bytes, a few lines of bookkeeping before it. */
const HEAD_BYTES = 64 * 1024;

const FIELD = '"uuid":"';

/** Longer ones are no ids. */
const LONGEST = 128;

/** Looks for the first messages of transcripts, one after the other. */
export class FirstUuids {
  /** For all files: thousands of heads would be kept until they are collected. */
  readonly #bytes = Buffer.allocUnsafe(HEAD_BYTES);

  /** The id of a transcript's first message; null where there is none near its beginning. */
  of(path: string): string | null {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, 'r');
      const bytes = this.#bytes.subarray(0, readSync(descriptor, this.#bytes, 0, HEAD_BYTES, 0));
      return firstId(bytes);
    } catch {
      // Whoever reads it tells why it can't be read.
      return null;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

function firstId(bytes: Buffer): string | null {
  for (let at = bytes.indexOf(FIELD); at !== -1; at = bytes.indexOf(FIELD, at + 1)) {
    const from = at + FIELD.length;
    const text = bytes.toString('latin1', from, from + LONGEST + 1);
    const end = text.search(/["\\]/);
    if (end > 0 && text[end] === '"') return text.slice(0, end);
  }
  return null;
}
