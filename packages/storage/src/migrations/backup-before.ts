import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isoTime } from '@spoor/core';
import { backupFolderOf, newBackupFile } from '../backups/backup-name.js';
import type { Handle } from '../database/handle.js';
import { namesIn } from '../files/names-in.js';
import { makePrivateFolder } from '../files/safe-file.js';
import type { MigrationState } from './migration.js';
import { snapshot, UNFINISHED } from './snapshot.js';

/**
 * Copies a database into `backups` beside it before its schema is changed, unless there is nothing
 * to lose: an empty one, one in memory, and steps forward that leave the rows alone.
 *
 * To be called inside the migration's transaction: what is committed then is what the copy holds.
 * @returns the copy's path, or null when none is needed.
 */
export function backUpBefore(handle: Handle, state: MigrationState): string | null {
  const { version, target, direction, pending } = state;
  const harmless = direction === 'up' && pending.every((step) => step.quick);
  if (version === 0 || handle.memory || harmless) return null;
  const folder = backupFolderOf(handle.name);
  makePrivateFolder(folder);
  removeUnfinished(folder);
  const reason = `${REASON}-${version}-to-${target}`;
  const { path } = newBackupFile(folder, isoTime(Date.now()), reason, false);
  snapshot(handle, path);
  return path;
}

const REASON = 'before-migration';

/** What a migration left that was killed in the middle of its backup: only one can run at a time. */
function removeUnfinished(folder: string): void {
  for (const name of namesIn(folder)) {
    const unfinished = name.includes(REASON) && name.includes(UNFINISHED);
    if (unfinished) rmSync(join(folder, name), { force: true });
  }
}
