import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { asStorageError, StorageError } from '../errors.js';
import { namesIn } from '../files/names-in.js';
import { isSpoolFolder, makeSpoolFolder } from './spool-folder.js';
import { succeeds } from './succeeds.js';

/** A file in a spool: one event that is not yet in the database. */
export interface SpoolEntry {
  readonly folder: string;
  readonly name: string;
}

const SUFFIX = '.json';
const PLAIN_NAME = /^[\w-]{1,200}$/;
/** An entry that is being written, or was when its process was killed. */
const TEMPORARY = /^\.[\w-]{1,200}\.json$/;
/** Files that could not be read as events; kept for a look, out of the way. */
const REJECTED = 'rejected';

/**
 * Folders that hold events until they are in the database, one file an event.
 * A file appears whole (temporary name, then rename), and files sort by time of capture.
 * The second folder and those behind it are for the day when the first one's disk is full.
 */
export class Spool {
  readonly #folders: readonly string[];

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /**
   * Keeps an event in the first folder that can be written.
   * @param id a name that sorts by time; must be a plain file name.
   * @throws StorageError when no folder can be written; the message is the first folder's.
   */
  put(id: string, text: string): SpoolEntry {
    if (!PLAIN_NAME.test(id)) throw new StorageError('INVALID', 'a spool entry needs a plain name');
    let first: unknown;
    for (const folder of this.#folders) {
      try {
        return writeWhole(folder, `${id}${SUFFIX}`, text);
      } catch (error) {
        first ??= error;
      }
    }
    throw asStorageError(first ?? new Error('no spool folder'), this.#folders[0] ?? '');
  }

  /** Makes an entry survive a power failure: file and folder are synced. */
  sync(entry: SpoolEntry): void {
    for (const path of [join(entry.folder, entry.name), entry.folder]) {
      const file = openSync(path, 'r');
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
  }

  /**
   * Entries in the order of their names, over all folders; those younger than `minAgeMs` left out.
   * @param limit the first so many: then the age of those behind them is not looked at.
   */
  list(minAgeMs = 0, now = Date.now(), limit = Infinity): SpoolEntry[] {
    const entries = this.#folders.filter(isSpoolFolder).flatMap((folder) =>
      namesIn(folder)
        .filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'))
        .map((name) => ({ folder, name })),
    );
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (minAgeMs === 0) return entries.slice(0, limit);
    const old: SpoolEntry[] = [];
    for (const entry of entries) {
      if (old.length >= limit) break;
      if (ageOf(entry, now) >= minAgeMs) old.push(entry);
    }
    return old;
  }

  /**
   * An entry's text, or null when another process has drained it, or it can't be read. What is no
   * file is not read: a pipe would never end.
   */
  read(entry: SpoolEntry): string | null {
    try {
      const path = join(entry.folder, entry.name);
      return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : null;
    } catch {
      return null;
    }
  }

  /** Whether something is there that was never written as an entry: a folder, a link, a pipe. */
  isNoFile({ folder, name }: SpoolEntry): boolean {
    return lstatSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === false;
  }

  /**
   * Removes an entry whose event is committed; gone already is as good. One that can't be removed
   * is found again, and changes nothing then.
   * @returns whether it was removed here.
   */
  remove(entry: SpoolEntry): boolean {
    return succeeds(() => unlinkSync(join(entry.folder, entry.name)));
  }

  /**
   * Sets aside an entry that is no event, so that it doesn't stop the others.
   * @returns whether it was set aside here; another process may have done so.
   */
  reject(entry: SpoolEntry): boolean {
    const aside = join(entry.folder, REJECTED);
    return succeeds(() => {
      mkdirSync(aside, { recursive: true, mode: 0o700 });
      renameSync(join(entry.folder, entry.name), join(aside, entry.name));
    });
  }

  /**
   * Looks after what killed processes left half done: a whole event becomes an entry, a piece of
   * one goes.
   * @param olderThanMs younger ones belong to processes that are still running.
   */
  sweep(olderThanMs: number, now = Date.now()): { recovered: number; removed: number } {
    const left = this.#folders.filter(isSpoolFolder).flatMap((folder) =>
      namesIn(folder)
        .filter((name) => TEMPORARY.test(name))
        .map((name) => ({ folder, name })),
    );
    const swept = { recovered: 0, removed: 0 };
    for (const entry of left.filter((e) => ageOf(e, now) >= olderThanMs)) {
      const path = join(entry.folder, entry.name);
      const text = this.read(entry);
      if (text === null) continue;
      if (!isWhole(text)) {
        if (succeeds(() => unlinkSync(path))) swept.removed++;
      } else if (succeeds(() => renameSync(path, join(entry.folder, entry.name.slice(1))))) {
        swept.recovered++;
      }
    }
    return swept;
  }

  /** How many entries wait, and how many were set aside. */
  depth(): { waiting: number; rejected: number } {
    return {
      waiting: this.list().length,
      rejected: this.#folders.reduce((n, folder) => n + namesIn(join(folder, REJECTED)).length, 0),
    };
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function writeWhole(folder: string, name: string, text: string): SpoolEntry {
  makeSpoolFolder(folder);
  const temporary = join(folder, `.${name}`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeAll(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, join(folder, name));
  } catch (error) {
    succeeds(() => unlinkSync(temporary));
    throw error;
  }
  return { folder, name };
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Time since an entry was written; a clock that was set back makes it look as old, not as new. */
function ageOf(entry: SpoolEntry, now: number): number {
  const stats = lstatSync(join(entry.folder, entry.name), { throwIfNoEntry: false });
  return stats === undefined ? 0 : Math.abs(now - stats.mtimeMs);
}
