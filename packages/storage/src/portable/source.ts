import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { zlib } from '../lazy-builtins.js';

const CHUNK = 64 * 1024;

/** Reads a file's bytes a chunk at a time; the file is closed when the reader stops. */
export async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Unpacks what is compressed with gzip, and passes everything else through. */
export async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const head = await firstBytes(chunks);
    const whole = from(head, chunks);
    if (head[0] !== 0x1f || head[1] !== 0x8b) yield* whole;
    // Whoever reads gets the errors.
    else yield* pipeline(Readable.from(whole), zlib().createGunzip(), () => undefined);
  } finally {
    await chunks.return?.();
  }
}

/** Whether an error says that compressed data end too early or are damaged. */
export function isDamagedGzip(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('Z_')
  );
}

async function firstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) return head;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* from(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    yield next.value;
  }
}
