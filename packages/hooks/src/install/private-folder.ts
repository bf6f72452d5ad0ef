import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { SpoorError } from '@spoor/core';

/**
 * Makes a folder, and those above it that are missing, for this user alone.
 * @throws SpoorError when it is there already and belongs to somebody else.
 */
export function makePrivateFolder(path: string, uid: number | undefined): void {
  const created = mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = statSync(path);
  if (uid !== undefined && stat.uid !== uid) {
    throw new SpoorError(
      `${path} belongs to another user. Set \`SPOOR_DATA_DIR\` to a folder of yours.`,
    );
  }
  if (created !== undefined && (stat.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
}
