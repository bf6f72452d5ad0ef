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

/** How long what has come already may take to be read, once waiting is over. */
const LAST_MS = 20;

/** Until a descriptor that doesn't block, and has nothing yet, is asked again. */
const AGAIN_MS = 5;

/**
 * Reads a descriptor to its end, without loading streams (2 ms of a hook's 30) and without
 * blocking timers and signals as a synchronous read would. It all goes into one buffer: a writer
 * that sends single bytes costs no more memory than one that sends them at once.
 * @param limit bytes kept at most; the rest is read and dropped, so that the writer can finish.
 * @param givenUp settles when waiting is over; what has come until then is the result.
 */
export async function readInput(
  descriptor: number,
  limit: number,
  givenUp: Promise<void>,
): Promise<Input> {
  let bytes = Buffer.allocUnsafeSlow(CHUNK);
  let length = 0;
  const text = () => bytes.toString('utf8', 0, Math.min(length, limit));
  let over = false;
  const stopped = givenUp.then(afterLastReads);
  for (;;) {
    // What comes beyond the limit goes to the same place again and again.
    const place = Math.min(length, limit);
    if (bytes.length < place + CHUNK) bytes = grown(bytes, place, limit + CHUNK);
    const reading = readChunk(descriptor, bytes, place, () => over);
    const count = await Promise.race([reading, stopped]);
    if (count === null) {
      over = true;
      return { text: text(), length, cut: 'did not end' };
    }
    if (count === 0) break;
    length += count;
  }
  return length > limit ? { text: text(), length, cut: 'too long' } : { text: text(), length };
}

/** A signal may come before the first look at input that has long been there. */
function afterLastReads(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => setImmediate(() => resolve(null)), LAST_MS);
  });
}

/**
 * Reads into a part of a buffer.
 * @param isOver whether nobody waits any more: what comes then, or is opened under the same
 *   number, is somebody else's to read.
 * @returns how many bytes there were; none at the end.
 */
function readChunk(
  descriptor: number,
  into: Buffer,
  place: number,
  isOver: () => boolean,
): Promise<number> {
  return new Promise((resolve) => {
    read(descriptor, into, place, CHUNK, null, (error, length) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => {
          resolve(isOver() ? 0 : readChunk(descriptor, into, place, isOver));
        }, AGAIN_MS);
        return;
      }
      // A descriptor that can't be read has nothing more to tell.
      resolve(error === null ? length : 0);
    });
  });
}

/** A larger buffer with the same beginning. */
function grown(bytes: Buffer, kept: number, most: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.min(most, 2 * bytes.length));
  bytes.copy(larger, 0, 0, kept);
  return larger;
}
