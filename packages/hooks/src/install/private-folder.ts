import { chmodSync, existsSync, statSync } from 'node:fs';
import { SpoorError } from '@spoor/core';
import { makeFolders } from '@spoor/storage';

/**
 * Makes a folder, and those above it that are missing, for this user alone.
 * @throws SpoorError when it is there already and belongs to somebody else.
 */
export function makePrivateFolder(path: string, uid: number | undefined): void {
  const isNew = !existsSync(path);
  makeFolders(path);
  const stat = statSync(path);
  if (uid !== undefined && stat.uid !== uid) {
    throw new SpoorError(
      `${path} belongs to another user. Set \`SPOOR_DATA_DIR\` to a folder of yours.`,
    );
  }
  if (isNew && (stat.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
}
