import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrivateFolder, unfinishedPath } from '@spoor/storage';

/**
 * Hashes input that could not be parsed, so that equal inputs can be told from different ones.
 * The key is made once for a data folder and never leaves it: without it a short secret could be
 * found from its hash by trying. Only this rare path loads a cryptographic module.
 * @returns undefined when the key can neither be read nor made.
 */
export function keyedHash(dataDir: string, text: string): string | undefined {
  const { createHmac, randomBytes } = process.getBuiltinModule('node:crypto');
  const path = join(dataDir, 'hash-key');
  const key = readKey(path) ?? makeKey(path, randomBytes(32));
  return key === undefined ? undefined : createHmac('sha256', key).update(text).digest('hex');
}

function readKey(path: string): Buffer | undefined {
  try {
    const key = readFileSync(path);
    // Only noughts: a power failure has left the length and not the bytes.
    return key.length === 32 && key.some((byte) => byte !== 0) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever is killed, or can't write, in the middle leaves no key that nobody can use or replace. */
function makeKey(path: string, key: Buffer): Buffer | undefined {
  const temporary = unfinishedPath(path);
  try {
    makePrivateFolder(dirname(path));
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(file, key);
      fsyncSync(file);
      giveName(temporary, path);
    } finally {
      closeSync(file);
      rmSync(temporary, { force: true });
    }
  } catch {
    // Nothing can be written here; or another hook was faster.
  }
  return readKey(path);
}

/** Unlike a rename, a link doesn't take the place of the key that another hook has just made. */
function giveName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch {
    // The file system knows no links, unless there is something now.
    if (!existsSync(path)) renameSync(temporary, path);
  }
}
