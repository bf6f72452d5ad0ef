import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { addMs, type IsoTime, isoTime } from '@spoor/core';
import { type BackupFile, listBackups } from '../backups/backup-files.js';
import { backupFolderOf } from '../backups/backup-name.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { readSuspicion } from '../recovery/suspicion.js';
import { readLostEvents } from '../spool/lost-events.js';
import type { Spool } from '../spool/spool.js';
import { type Health, judgeHealth } from './health.js';
import { lastRun, type MaintenanceRun } from './maintenance-runs.js';
import {
  type RecorderLatency,
  readRecorderLatency,
  readSlowestOperations,
  type SlowOperation,
} from './recorder-latency.js';
import {
  countRows,
  countTroubles,
  readEventRange,
  readSizes,
  readTranscriptFigures,
  type TranscriptFigures,
} from './status-figures.js';

/** How the store is doing. Sizes are bytes. */
export interface DatabaseStatus {
  readonly path: string;
  readonly sizeBytes: number;
  readonly walBytes: number;
  /** Pages that the file holds but doesn't use. */
  readonly freePages: number;
  readonly pageSize: number;
  /** Free on the disk for this user; null where the system doesn't tell. */
  readonly freeDiskBytes: number | null;
  /** The file system's name, when it isn't one of the machine's own disks. */
  readonly networkFileSystem: string | null;
  readonly schemaVersion: number;
  readonly latestSchemaVersion: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly oldestEventAt: IsoTime | null;
  readonly newestEventAt: IsoTime | null;
  readonly failedEvents: number;
  readonly malformedEvents: number;
  /** Those of both kinds in the last 7 days. */
  readonly recentFailures: number;
  readonly transcripts: TranscriptFigures;
  readonly spool: { readonly waiting: number; readonly rejected: number };
  /** Events that neither the database nor a spool could take. */
  readonly lostEvents: number;
  /** Whether this user may write the file, and make others beside it. */
  readonly writable: boolean;
  /** Whether somebody has left the mark that the database may be damaged. */
  readonly suspect: boolean;
  readonly backups: number;
  readonly lastBackup: BackupFile | null;
  readonly lastCheck: MaintenanceRun | null;
  readonly lastMaintenance: MaintenanceRun | null;
  /** Of the last 7 days. */
  readonly latency: readonly RecorderLatency[];
  /** Of the last 7 days. */
  readonly slowest: readonly SlowOperation[];
  readonly health: Health;
}

/** Where the parts of the store are that the database doesn't know of. */
export interface StatusOptions {
  /** The data folder; the database's own by default. */
  readonly dataDir?: string;
  readonly spoolDirs?: readonly string[];
  /** `backups` beside the database by default. */
  readonly backupFolder?: string;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

const RECENT_MS = 7 * 86_400_000;

/** The schema that first had tables for upkeep. */
const UPKEEP_SCHEMA = 2;

/**
 * Reads sizes, counts and times, and judges by them. Counts look at every row of an index: for
 * people, not for a hot path. An older schema is told of as it is.
 * @throws StorageError `NEEDS_MIGRATION` where there is no schema at all.
 */
export function readDatabaseStatus(
  db: SpoorDatabase,
  spool: Spool,
  options: StatusOptions = {},
): DatabaseStatus {
  const handle = db.getDb();
  const now = options.now ?? Date.now();
  const since = addMs(isoTime(now), -RECENT_MS);
  const schemaVersion = Number(handle.pragma('user_version', { simple: true }));
  if (schemaVersion === 0) {
    throw new StorageError('NEEDS_MIGRATION', `${handle.name}: is empty; run \`spoor db init\``);
  }
  const hasUpkeep = schemaVersion >= UPKEEP_SCHEMA;
  const backups = listBackups(options.backupFolder ?? backupFolderOf(handle.name));
  const status = {
    path: handle.name,
    ...readSizes(handle),
    schemaVersion,
    latestSchemaVersion: SCHEMA_VERSION,
    rows: countRows(handle),
    ...readEventRange(handle),
    ...countTroubles(handle, since),
    transcripts: readTranscriptFigures(handle),
    spool: spool.depth(),
    lostEvents: readLostEvents(options.dataDir ?? dirname(handle.name), options.spoolDirs ?? []),
    writable: isWritable(handle.name),
    suspect: readSuspicion(handle.name) !== null,
    backups: backups.length,
    lastBackup: backups.find(({ reason }) => reason === null) ?? null,
    lastCheck: hasUpkeep ? lastRun(db, 'check') : null,
    lastMaintenance: hasUpkeep ? lastRun(db, 'maintain') : null,
    latency: readRecorderLatency(handle, since),
    slowest: readSlowestOperations(handle, since, hasUpkeep),
  };
  return { ...status, health: judgeHealth(status, now) };
}

/** Nothing is opened for it: that would drop the locks of a connection in this process. */
function isWritable(path: string): boolean {
  try {
    for (const place of [path, dirname(path)]) accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
