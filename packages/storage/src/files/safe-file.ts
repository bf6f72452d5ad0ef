import {
  chmodSync,
  closeSync,
  fchmodSync,
  lstatSync,
  openSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { StorageError } from '../errors.js';
import { makeFolders } from './make-folders.js';

/**
 * Checks a text that is to name the database's file.
 * SQLite would take some texts for something else than a file, and swallow the recording.
 * @throws StorageError `BAD_PATH`
 */
export function checkPath(path: string): string {
  const refuse = (why: string): never => {
    throw new StorageError('BAD_PATH', `database path ${JSON.stringify(path)}: ${why}`);
  };
  if (path.trim() === '') refuse('is empty; ask for memory with `inMemory`');
  if (path !== path.trim()) refuse('starts or ends with white space');
  if (path.includes('\0')) refuse('holds a NUL');
  if (path.startsWith(':memory:')) refuse('is no file; ask for memory with `inMemory`');
  if (/^file:/i.test(path)) refuse('is a URI; give a plain path');
  if (!isAbsolute(path)) refuse('is not absolute');
  return path;
}

/** Makes a folder that only its owner can enter; an existing one must be ours, or the system's. */
export function makePrivateFolder(folder: string, uid = process.getuid?.()): void {
  makeFolders(folder);
  const stats = statSync(folder);
  if (!stats.isDirectory()) throw new StorageError('UNSAFE_FILE', `${folder}: is no folder`);
  if (uid !== undefined && stats.uid !== uid && stats.uid !== ROOT) {
    throw new StorageError('UNSAFE_FILE', `${folder}: belongs to another user`);
  }
}

/** Who can replace any file anyway: a folder of its own is as good as ours. */
const ROOT = 0;

/** What SQLite puts beside the file; a link or a loose mode there gives away as much. */
const SIDE_FILES = ['-wal', '-shm', '-journal'];

/**
 * Makes the database's file with mode 0600 before SQLite sees it, or checks the one that is there.
 * SQLite gives `-wal` and `-shm` the mode that the file has when they are made.
 * @throws StorageError `UNSAFE_FILE` for links, folders, devices and other users' files.
 */
export function makePrivateFile(path: string, uid = process.getuid?.()): void {
  tighten(findOrMakeFile(path, uid));
}

/**
 * The same for a file that may be another program's: its mode is left as it is.
 * @returns the files, of it and those that SQLite keeps beside it, that others can reach.
 * @throws StorageError `UNSAFE_FILE`
 */
export function findOrMakeFile(path: string, uid = process.getuid?.()): string[] {
  makePrivateFolder(dirname(path), uid);
  const paths = [path, ...SIDE_FILES.map((suffix) => `${path}${suffix}`)];
  const found = makeFile(path) ? paths.slice(1) : paths;
  return found.filter((each) => {
    const stats = lstatSync(each, { throwIfNoEntry: each === path });
    return stats !== undefined && (checkFile(each, stats, uid).mode & 0o077) !== 0;
  });
}

/** Closes files to all but their owner; a side file may just have been removed. */
export function tighten(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      chmodSync(path, 0o600);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

/**
 * Checks a file that is only to be read, and what lies where SQLite keeps files of its own: a reader
 * writes the index of the WAL, and waits for a pipe. Whose it is, doesn't matter then.
 * @throws StorageError `UNSAFE_FILE` for links, folders and devices.
 */
export function checkExistingFile(path: string): void {
  checkFile(path, lstatSync(path), undefined);
  for (const suffix of SIDE_FILES) {
    const side = `${path}${suffix}`;
    const stats = lstatSync(side, { throwIfNoEntry: false });
    if (stats !== undefined) checkFile(side, stats, undefined);
  }
}

function makeFile(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      // The umask may have taken even our own bits.
      fchmodSync(file, 0o600);
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function checkFile(path: string, stats: Stats, uid: number | undefined): Stats {
  const refuse = (why: string): never => {
    throw new StorageError('UNSAFE_FILE', `${path}: ${why}`);
  };
  if (stats.isSymbolicLink()) refuse('is a symbolic link; name the file itself');
  if (!stats.isFile()) refuse('is no regular file; move it away');
  if (stats.nlink > 1) refuse('has a second name (hard link)');
  if (uid !== undefined && stats.uid !== uid) refuse('belongs to another user');
  return stats;
}
