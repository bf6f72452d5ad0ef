import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { describeJsonError } from '@spoor/core';

/** What a small JSON file of the user's holds. */
export type JsonFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unusable'; readonly reason: string };

/** How to read it. */
export interface JsonFileOptions {
  /** Whether a symbolic link in the file's place counts; one in somebody else's folder doesn't. */
  readonly followLink: boolean;
}

/** A larger file is no configuration. */
const LARGEST = 1024 * 1024;

const ABSENT: JsonFile = { kind: 'absent' };

/**
 * Reads a JSON file of at most 1 MB. Never throws, and never waits: a pipe or a device in the file's
 * place is not read. What it says of a mistake has its line and column, and nothing of the text.
 */
export function readJsonFile(path: string, { followLink }: JsonFileOptions): JsonFile {
  try {
    // A file that isn't there costs a look, not an exception: hooks ask for three of them.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return ABSENT;
    return parse(readText(path, followLink));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ABSENT;
    if (code === 'ELOOP') return unusable('is a symbolic link');
    return unusable(error instanceof Unusable ? error.message : `can't be read (${String(code)})`);
  }
}

class Unusable extends Error {}

function readText(path: string, followLink: boolean): string {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const file = openSync(path, O_RDONLY | (O_NONBLOCK ?? 0) | (followLink ? 0 : (O_NOFOLLOW ?? 0)));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Unusable('is no regular file');
    if (stats.size > LARGEST) throw new Unusable('is larger than 1 MB');
    const bytes = readFileSync(file);
    if (bytes.length > LARGEST) throw new Unusable('is larger than 1 MB');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof TypeError ? new Unusable('is no UTF-8 text') : error;
  } finally {
    closeSync(file);
  }
}

/** The decoder has taken a byte order mark off. */
function parse(text: string): JsonFile {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    return unusable(describeJsonError(text));
  }
}

function unusable(reason: string): JsonFile {
  return { kind: 'unusable', reason };
}
