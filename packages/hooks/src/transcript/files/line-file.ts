import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';

/** A file can't be read; the message is the end of a sentence about it. */
export class Unreadable extends Error {}

/** What tells that a file is the same, and unchanged. */
export interface FileState {
  /**
   * The number of the file's inode. The device's is left out: on some file systems it is another
   * after every start of the machine. Contents are compared before a match is believed.
   */
  readonly identity: string;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtimeMs: number;
}

/** @throws Unreadable when there is no such file, or it isn't a regular one. */
export function readFileState(path: string): FileState {
  const stats = attempt(() => statSync(path, { throwIfNoEntry: false }));
  if (stats === undefined) throw new Unreadable('is gone');
  return regularState(stats);
}

/** What a `stat` says of a regular file. @throws Unreadable for anything else. */
export function regularState(stats: Stats): FileState {
  if (!stats.isFile()) throw new Unreadable('is no regular file');
  return {
    identity: String(stats.ino),
    size: stats.size,
    mtimeMs: Math.trunc(stats.mtimeMs),
  };
}

/** A regular file that is open for reading. */
export class LineFile {
  readonly #descriptor: number;
  /** As of its opening. */
  readonly state: FileState;

  /** Never waits: a pipe in the file's place is refused. @throws Unreadable */
  constructor(path: string) {
    const { O_RDONLY, O_NONBLOCK } = constants;
    this.#descriptor = attempt(() => openSync(path, O_RDONLY | (O_NONBLOCK ?? 0)));
    try {
      this.state = regularState(attempt(() => fstatSync(this.#descriptor)));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Reads bytes of the file into a part of a buffer.
   * @returns how many there were: fewer only at the end of the file.
   * @throws Unreadable
   */
  read(into: Buffer, start: number, length: number, offset: number): number {
    let count = 0;
    while (count < length) {
      const from = start + count;
      const read = attempt(() =>
        readSync(this.#descriptor, into, from, length - count, offset + count),
      );
      if (read === 0) break;
      count += read;
    }
    return count;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function attempt<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw new Unreadable(reasonOf(error));
  }
}

/** Why a path can't be used, as the end of a sentence about it. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is gone';
  return `can't be read (${code})`;
}
