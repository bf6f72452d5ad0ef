import { closeSync, openSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { readMaintenanceState, writeMaintenanceState } from './maintenance-state.js';

/** Upkeep runs at most so often by itself, ms. */
export const MAINTENANCE_INTERVAL_MS = 24 * 3_600_000;

const STATE = 'maintained';

/** The file beside the database whose time says when upkeep last began: a hook's one stat. */
export function maintainedFile(dataDir: string): string {
  return join(dataDir, 'maintained');
}

/** When upkeep last began; null when it never did. */
export function lastMaintainedAt(db: SpoorDatabase): IsoTime | null {
  return readMaintenanceState<IsoTime>(db, STATE);
}

/**
 * Whether the daily upkeep is due. A time in the future (the clock was set back) doesn't count.
 * @param now milliseconds since 1970.
 */
export function maintenanceDue(db: SpoorDatabase, now = Date.now()): boolean {
  const last = lastMaintainedAt(db);
  if (last === null) return true;
  const age = now - Date.parse(last);
  return !(age >= 0 && age < MAINTENANCE_INTERVAL_MS);
}

/** Notes that upkeep begins: in the database, and in the file that hooks look at. */
export function noteMaintained(db: SpoorDatabase, now: number): void {
  writeMaintenanceState(db, STATE, isoTime(now), now);
  if (!db.getDb().memory) touchMaintained(dirname(db.getDb().name), now);
}

/** Notes for hooks that upkeep begins. Never throws. */
export function touchMaintained(dataDir: string, now: number): void {
  const path = maintainedFile(dataDir);
  try {
    closeSync(openSync(path, 'a', 0o600));
    utimesSync(path, now / 1_000, now / 1_000);
  } catch {
    // Hooks then start upkeep once more, which finds in the database that it isn't due.
  }
}
