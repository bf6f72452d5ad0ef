import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { makePrivateFolder } from '../database/safe-file.js';
import { snapshot, UNFINISHED } from '../maintenance/snapshot.js';
import type { MigrationState } from './migration.js';

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
  const folder = join(dirname(handle.name), 'backups');
  makePrivateFolder(folder);
  removeUnfinished(folder);
  const time = isoTime(Date.now()).replaceAll(':', '-');
  return snapshot(handle, join(folder, `spoor-${time}${PURPOSE}${version}-to-${target}.db`)).path;
}

const PURPOSE = '-before-migration-';

/** What a migration left that was killed in the middle of its backup: only one can run at a time. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const unfinished = name.includes(PURPOSE) && name.includes(UNFINISHED);
    if (unfinished) rmSync(join(folder, name), { force: true });
  }
}
