import { statSync } from 'node:fs';
import { asStorageError } from '../errors.js';
import { childProcess } from '../lazy-builtins.js';

/** A file's first bytes and its size. */
export interface RawLook {
  readonly sizeBytes: number;
  readonly head: Buffer;
}

/**
 * Looks at the first bytes of a database or of its WAL from a process of its own: closing a file
 * drops all locks that the process has on it, so one with an open connection must not
 * (SQLite, "How To Corrupt", 2.2).
 * @returns null where there is no file.
 * @throws StorageError when it can't be read.
 */
export function lookRaw(path: string, bytes = 100): RawLook | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  if (stats.size === 0) return { sizeBytes: 0, head: Buffer.alloc(0) };
  const head = runNode(READ_HEAD, [path, String(bytes)]);
  return { sizeBytes: stats.size, head: Buffer.from(head, 'base64') };
}

/**
 * Copies a file to a new place, mode 0600, synced, from a process of its own like {@link lookRaw}.
 * Where the disk gives an error, there are zeros in the copy.
 * @throws StorageError `FULL` and the like.
 */
export function copyRaw(from: string, to: string): void {
  runNode(COPY, [from, to]);
}

const READ_HEAD = `
const fs = require('node:fs');
const [path, bytes] = process.argv.slice(1);
const file = fs.openSync(path, 'r');
const head = Buffer.alloc(Number(bytes));
const read = fs.readSync(file, head, 0, head.length, 0);
process.stdout.write(head.subarray(0, read).toString('base64'));`;

const COPY = `
const fs = require('node:fs');
const [from, to] = process.argv.slice(1);
const source = fs.openSync(from, 'r');
const target = fs.openSync(to, 'wx', 0o600);
const { size } = fs.fstatSync(source);
const bytes = Buffer.alloc(1 << 20);
const read = (at, length) => {
  try {
    return fs.readSync(source, bytes, 0, length, at);
  } catch (error) {
    if (error.code !== 'EIO') throw error;
    if (length > 4096) return read(at, 4096);
    bytes.fill(0, 0, length);
    return Math.min(length, size - at);
  }
};
for (let at = 0, done; (done = read(at, bytes.length)) > 0; at += done) {
  for (let n = 0; n < done; ) n += fs.writeSync(target, bytes, n, done - n);
}
fs.fsyncSync(target);`;

/** Without the options of this process: a preload that is gone must not stop a repair. */
function runNode(script: string, args: readonly string[]): string {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  const { status, stdout, stderr, error } = childProcess().spawnSync(
    process.execPath,
    ['-e', script, ...args],
    {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  if (status === 0) return stdout;
  // The child's error is known by its name only: "Error: ENOSPC: no space left on device, write".
  const [message, code] = /\b(E[A-Z]{2,}): [^\n]*/.exec(stderr ?? '') ?? [
    'the copy failed',
    undefined,
  ];
  throw asStorageError(error ?? Object.assign(new Error(message), { code }), args[0] ?? '');
}
