import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Reads a piece of upkeep's own memory; null when it was never written, or can't be read. */
export function readMaintenanceState<T>(db: SpoorDatabase, name: string): T | null {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM maintenance_state WHERE name = ?')
    .get(name);
  if (row === undefined) return null;
  try {
    return JSON.parse(row.value) as T;
  } catch {
    return null;
  }
}

/** Writes a piece of upkeep's own memory. */
export function writeMaintenanceState(
  db: SpoorDatabase,
  name: string,
  value: unknown,
  now = Date.now(),
): void {
  db.transaction(() =>
    db
      .prepare<[string, string, string]>(
        `INSERT INTO maintenance_state (name, value, updated_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      )
      .run(name, JSON.stringify(value), isoTime(now)),
  );
}
