import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

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
 * @throws Error when it can't be read.
 */
export function lookRaw(path: string, bytes = 100): RawLook | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  if (stats.size === 0) return { sizeBytes: 0, head: Buffer.alloc(0) };
  const head = runNode(READ_HEAD, [path, String(bytes)]);
  return { sizeBytes: stats.size, head: Buffer.from(head, 'base64') };
}

/** Copies a file to a new place, mode 0600, synced, from a process of its own like {@link lookRaw}. */
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
const bytes = Buffer.alloc(1 << 20);
for (let at = 0; ; ) {
  const read = fs.readSync(source, bytes, 0, bytes.length, at);
  if (read === 0) break;
  for (let done = 0; done < read; ) done += fs.writeSync(target, bytes, done, read - done);
  at += read;
}
fs.fsyncSync(target);`;

/** Without the options of this process: a preload that is gone must not stop a repair. */
function runNode(script: string, args: readonly string[]): string {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  return execFileSync(process.execPath, ['-e', script, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 20,
  });
}
