import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from '../errors.js';
import { isAlive } from '../maintenance/is-alive.js';

/**
 * A repair shows that it lives by touching its lock; one that is silent for so long is over, whatever
 * process has its number now, ms.
 */
export const REPAIR_SILENCE_MS = 10 * 60_000;

/**
 * A lock that doesn't say whose it is was made this moment; one that has been so for longer, ms, lost
 * its text in a power failure.
 */
const NAMELESS_MS = 60_000;

/** Where the lock of a repair lies. */
export function repairLockPath(databasePath: string): string {
  return join(dirname(databasePath), 'repair.lock');
}

/** Whether a repair of the database is under way. Costs one stat, unless there is a lock. */
export function isUnderRepair(databasePath: string, nowMs = Date.now()): boolean {
  const path = repairLockPath(databasePath);
  const lock = statSync(path, { throwIfNoEntry: false });
  if (lock === undefined) return false;
  const silenceMs = Math.abs(nowMs - lock.mtimeMs);
  if (silenceMs > REPAIR_SILENCE_MS) return false;
  const pid = holderOf(path);
  return pid === 0 ? silenceMs <= NAMELESS_MS : isAlive(pid);
}

/**
 * Keeps a writer out while the database's file may be moved aside and made anew.
 * @throws StorageError `LOCKED`: events wait in the spool meanwhile.
 */
export function refuseDuringRepair(databasePath: string): void {
  if (!isUnderRepair(databasePath)) return;
  throw new StorageError(
    'LOCKED',
    `${databasePath}: is being repaired; try again when that is done`,
  );
}

/** 0 when the lock doesn't say it. */
function holderOf(path: string): number {
  try {
    return Number(/"pid":(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
