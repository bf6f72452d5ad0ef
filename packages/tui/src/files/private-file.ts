import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, SpoorError } from '@spoor/core';
import { checkReplaceable, removeUnfinished, syncFolder, unfinishedPath } from '@spoor/storage';

/**
 * Writes a file that only its owner may read, whole or not at all: until it is complete and on the
 * disk, what stood at its path stays there.
 * @throws SpoorError when the place can't be written, or holds a device, a pipe or a folder;
 *   whatever the chunks throw.
 */
export async function writePrivateFile(path: string, chunks: AsyncIterable<string>): Promise<void> {
  checkReplaceable(path);
  const temporary = unfinishedPath(path);
  const file = await openNew(temporary, path);
  try {
    for await (const chunk of chunks) await file.appendFile(chunk);
    await file.sync();
    await file.close();
    await rename(temporary, path);
    syncFolder(dirname(path));
    removeUnfinished(path);
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw isFileError(error) ? cannotWrite(path, error) : error;
  }
}

async function openNew(temporary: string, path: string): Promise<FileHandle> {
  try {
    return await open(temporary, 'wx', 0o600);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function cannotWrite(path: string, error: unknown): SpoorError {
  return new SpoorError(`${path}: can't be written: ${messageOf(error)}`, { cause: error });
}
