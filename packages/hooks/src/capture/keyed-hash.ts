import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrivateFolder } from '@spoor/storage';

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

function makeKey(path: string, key: Buffer): Buffer | undefined {
  try {
    makePrivateFolder(dirname(path));
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, key);
    fsyncSync(file);
    closeSync(file);
    return key;
  } catch {
    return readKey(path);
  }
}
