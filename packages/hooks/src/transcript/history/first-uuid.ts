import { closeSync, openSync, readSync } from 'node:fs';

/** The first message comes within so many bytes, a few lines of bookkeeping before it. */
const HEAD_BYTES = 64 * 1024;

const UUID = /"uuid":"([^"\\]{1,128})"/;

/** The id of a transcript's first message; null where there is none near its beginning. */
export function firstUuid(path: string): string | null {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const bytes = Buffer.allocUnsafe(HEAD_BYTES);
    const count = readSync(descriptor, bytes, 0, HEAD_BYTES, 0);
    return UUID.exec(bytes.toString('latin1', 0, count))?.[1] ?? null;
  } catch {
    // Whoever reads it tells why it can't be read.
    return null;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
