import { read } from 'node:fs';

/** What came in on a file descriptor. */
export interface Input {
  readonly text: string;
  /** Bytes received; more than the text has when it was over the limit. */
  readonly length: number;
  /** Why there may be more than this, if so. */
  readonly cut?: 'too long' | 'did not end';
}

const CHUNK = 64 * 1024;

/** Until a descriptor that doesn't block, and has nothing yet, is asked again. */
const AGAIN_MS = 5;

/**
 * Reads a descriptor to its end, without loading streams (2 ms of a hook's 30) and without
 * blocking timers and signals as a synchronous read would.
 * @param limit bytes kept at most; the rest is read and dropped, so that the writer can finish.
 * @param givenUp settles when waiting is over; what has come until then is the result.
 */
export async function readInput(
  descriptor: number,
  limit: number,
  givenUp: Promise<void>,
): Promise<Input> {
  const chunks: Buffer[] = [];
  let length = 0;
  let kept = 0;
  const stopped = givenUp.then(() => null);
  for (;;) {
    const chunk = await Promise.race([readChunk(descriptor), stopped]);
    if (chunk === null) return { text: textOf(chunks), length, cut: 'did not end' };
    if (chunk.length === 0) break;
    length += chunk.length;
    if (kept < limit) {
      chunks.push(chunk.subarray(0, limit - kept));
      kept += Math.min(chunk.length, limit - kept);
    }
  }
  const text = textOf(chunks);
  return length > limit ? { text, length, cut: 'too long' } : { text, length };
}

function readChunk(descriptor: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  return new Promise((resolve) => {
    read(descriptor, buffer, 0, CHUNK, null, (error, length) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => resolve(readChunk(descriptor)), AGAIN_MS);
        return;
      }
      // A descriptor that can't be read has nothing more to tell.
      resolve(error === null ? buffer.subarray(0, length) : buffer.subarray(0, 0));
    });
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
