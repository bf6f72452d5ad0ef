import { createReadStream, createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asStorageError, StorageError } from '../errors.js';
import { zlib } from '../lazy-builtins.js';
import type { LongWork } from '../maintenance/long-work.js';

/** The level that takes least time: a database shrinks to a fifth by it, by the best to a seventh. */
const LEVEL = 1;

/**
 * Compresses a file into a new one that only its owner can read, and reads the result once whole:
 * gzip's own checksum tells whether it is what was written (RFC 1952).
 * @throws StorageError `CANCELLED` when it was stopped.
 */
export async function compressFile(from: string, to: string, work: LongWork = {}): Promise<void> {
  await stream(
    [createReadStream(from), zlib().createGzip({ level: LEVEL }), newFile(to)],
    to,
    work,
  );
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await stream([createReadStream(to), zlib().createGunzip(), nowhere], to, work);
}

/**
 * Unpacks a compressed file into a new one that only its owner can read.
 * @throws StorageError `CORRUPT` when it isn't whole, `CANCELLED` when it was stopped.
 */
export async function unpackFile(from: string, to: string, work: LongWork = {}): Promise<void> {
  await stream([createReadStream(from), zlib().createGunzip(), newFile(to)], from, work);
}

function newFile(path: string): NodeJS.WritableStream {
  return createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
}

type Streams = [NodeJS.ReadableStream, NodeJS.ReadWriteStream, NodeJS.WritableStream];

async function stream(streams: Streams, path: string, { signal }: LongWork): Promise<void> {
  try {
    await pipeline(...streams, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new StorageError('CANCELLED', 'stopped as asked');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw asStorageError(error, path);
    throw new StorageError('CORRUPT', `${path}: the compressed file is damaged`, { cause: error });
  }
}
