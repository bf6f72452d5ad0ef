import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { readSuspicion } from '../recovery/suspicion.js';
import { lastRun, type MaintenanceRun } from './maintenance-runs.js';
import { readSizes } from './status-figures.js';

/** What can be told of a database at once, however large it is. Sizes are bytes. */
export interface Vitals {
  readonly sizeBytes: number;
  readonly walBytes: number;
  /** Of the file, what nothing uses. */
  readonly freeBytes: number;
  /** Free on the disk for this user; null where the system doesn't tell. */
  readonly freeDiskBytes: number | null;
  /** The file system's name, when it isn't one of the machine's own disks. */
  readonly networkFileSystem: string | null;
  readonly schemaVersion: number;
  readonly latestSchemaVersion: number;
  readonly sqliteVersion: string;
  /** The newest event. */
  readonly lastEvent: { readonly at: IsoTime; readonly event: string | null } | null;
  readonly lastCheck: MaintenanceRun | null;
  readonly lastMaintenance: MaintenanceRun | null;
  /** Whether somebody has left the mark that the database may be damaged. */
  readonly suspect: boolean;
}

/** Reads what can be told of a database at once. */
export function readVitals(db: SpoorDatabase): Vitals {
  const handle = db.getDb();
  const { freePages, pageSize, ...sizes } = readSizes(handle);
  const lastEvent = handle
    .prepare<[], { at: IsoTime; event: string | null }>(
      'SELECT created_at AS at, hook_type AS event FROM hook_executions ORDER BY created_at DESC LIMIT 1',
    )
    .get();
  return {
    ...sizes,
    freeBytes: freePages * pageSize,
    schemaVersion: Number(handle.pragma('user_version', { simple: true })),
    latestSchemaVersion: SCHEMA_VERSION,
    sqliteVersion: String(handle.prepare('SELECT sqlite_version()').pluck().get()),
    lastEvent: lastEvent ?? null,
    lastCheck: lastRun(db, 'check'),
    lastMaintenance: lastRun(db, 'maintain'),
    suspect: readSuspicion(handle.name) !== null,
  };
}
