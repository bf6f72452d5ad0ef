import type { RedactOptions } from '@spoor/core';
import { backupFolderOf } from '../backups/backup-name.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { heldFolders } from '../degradation/held-folders.js';
import type { LongWork } from '../maintenance/long-work.js';
import { trackRun } from '../maintenance/maintenance-runs.js';
import { readMaintenanceState, writeMaintenanceState } from '../maintenance/maintenance-state.js';
import { takeUpkeepLease, UPKEEP_TERM_MS } from '../maintenance/upkeep-lease.js';
import { asideParent } from '../recovery/damaged-files.js';
import { auditOperation } from '../stores/audit-operation.js';
import { overwriteBytes } from './overwrite-bytes.js';
import { copiesIn, type ScannedBackup, scanBackups } from './scan-backups.js';
import { type ScannedFiles, scanFiles } from './scan-files.js';
import { scanRows } from './scan-rows.js';
import { type FoundSecrets, Tally } from './tally.js';

/** How to look for secrets that are stored already. */
export interface ScanOptions extends LongWork {
  /** What counts as secret: Spoor's own rules by default. Its caps don't count: nothing is cut. */
  readonly redaction?: RedactOptions;
  /** False: nothing is changed, only counted. True by default. */
  readonly mend?: boolean;
  /** Spool folders to look through. */
  readonly spoolDirs?: readonly string[];
  /** Whether backups are looked through too, each unpacked; false by default. */
  readonly backups?: boolean;
  /** How long to wait for readers that keep the write-ahead log in use, ms; 5,000 by default. */
  readonly walTimeoutMs?: number;
}

/** What was found and done. No value is in it, and no part of one. */
export interface ScanReport {
  readonly mend: boolean;
  readonly rows: number;
  readonly rowsWithSecrets: number;
  /** By table, column and kind; files of the spool as table `spool`. */
  readonly found: readonly FoundSecrets[];
  readonly values: number;
  readonly files: ScannedFiles;
  /** Those that were looked through. */
  readonly backups: readonly ScannedBackup[];
  /** Copies beside the database that nobody looked through, and that may hold what was found. */
  readonly unread: readonly string[];
  /** Values that are still there; what could not be taken out, or came meanwhile. */
  readonly left: number;
  /** False when a reader held on: removed text stays in the log until it is emptied. */
  readonly walEmptied: boolean;
}

/** What is taken out can show another: so many looks at most. */
const MOST_LOOKS = 4;

const UNFINISHED = 'redaction.unfinished';

/**
 * Looks through all that is stored for secrets by the rules of today, and takes out what it finds:
 * from rows, from the full-text indexes, from the unused parts of the file and from its log, from
 * the spool, and, where asked for, from backups. It works in small steps between which hooks write;
 * at the end the file is written anew as a whole, while which they spool.
 *
 * Stopped or killed in the middle, it has done a part, and the next run does the rest.
 * @throws StorageError `CANCELLED`, `LOCKED` while other upkeep is under way, or when the database
 *   can't be written.
 */
export async function scanSecrets(
  db: SpoorDatabase,
  options: ScanOptions = {},
): Promise<ScanReport> {
  if (options.mend === false) return look(db, options);
  const lease = await takeUpkeepLease(db, options);
  let renewedAt = Date.now();
  const onProgress: LongWork['onProgress'] = (progress) => {
    options.onProgress?.(progress);
    if (Math.abs(Date.now() - renewedAt) < UPKEEP_TERM_MS / 4) return;
    renewedAt = Date.now();
    lease.renew();
  };
  try {
    return await trackRun(
      db,
      'redact',
      () => mend(db, { ...options, onProgress }),
      (report) => ({ values: report.values, left: report.left, walEmptied: report.walEmptied }),
      isClean,
    );
  } finally {
    lease.release();
  }
}

/** Whether nothing that was found is left anywhere that was looked through. */
export function isClean({
  mend: mended,
  values,
  left,
  walEmptied,
  files,
  backups,
}: ScanReport): boolean {
  const isDone = mended ? left === 0 && walEmptied && files.failed.length === 0 : values === 0;
  return isDone && backups.every((backup) => backup.values === 0 || backup.mended);
}

async function look(db: SpoorDatabase, options: ScanOptions): Promise<ScanReport> {
  const tally = new Tally();
  const scan = {
    ...options,
    ...searchOf(options),
    mend: false,
    tally,
    beforeChange: () => undefined,
  };
  const files = scanFiles(foldersOf(db, options), scan);
  const { rows, withSecrets } = await scanRows(db, scan);
  const copies = await lookAtCopies(db, options, false, tally.total() > 0);
  return {
    mend: false,
    rows,
    rowsWithSecrets: withSecrets,
    found: tally.found(),
    values: tally.total(),
    files,
    ...copies,
    left: tally.total(),
    walEmptied: true,
  };
}

async function mend(db: SpoorDatabase, options: ScanOptions): Promise<ScanReport> {
  const tally = new Tally();
  const search = searchOf(options);
  let isChanged = readMaintenanceState<boolean>(db, UNFINISHED) === true;
  const beforeChange = () => {
    if (!isChanged) writeMaintenanceState(db, UNFINISHED, true);
    isChanged = true;
  };
  // What waits comes first: a hook could bring it into a table that was looked through.
  const files = scanFiles(foldersOf(db, options), { ...search, mend: true, tally });
  const scan = { ...options, ...search, mend: true, beforeChange };
  const first = await scanRows(db, { ...scan, tally });
  let left = first.withSecrets;
  for (let looks = 1; left > 0 && looks < MOST_LOOKS; looks++) {
    left = (await scanRows(db, { ...scan, tally: new Tally() })).withSecrets;
  }
  const { signal, walTimeoutMs = 5_000 } = options;
  const walEmptied = !isChanged || (await overwriteBytes(db, { signal, walTimeoutMs }));
  const values = tally.total();
  if (isChanged && walEmptied) writeMaintenanceState(db, UNFINISHED, false);
  const copies = await lookAtCopies(db, options, true, isChanged);
  if (isChanged || values > 0) note(db, values, copies.backups);
  return {
    mend: true,
    rows: first.rows,
    rowsWithSecrets: first.withSecrets,
    found: tally.found(),
    values,
    files,
    ...copies,
    left,
    walEmptied,
  };
}

function note(db: SpoorDatabase, values: number, backups: readonly ScannedBackup[]): void {
  const mended = backups.filter((backup) => backup.mended).length;
  db.transaction(() =>
    auditOperation(db, {
      action: 'database.redact',
      category: 'security',
      details: { values, backups: mended },
    }),
  );
}

async function lookAtCopies(
  db: SpoorDatabase,
  options: ScanOptions,
  mends: boolean,
  isFound: boolean,
): Promise<Pick<ScanReport, 'backups' | 'unread'>> {
  const { name, memory } = db.getDb();
  if (memory) return { backups: [], unread: [] };
  const folder = backupFolderOf(name);
  const { signal } = options;
  const backups =
    options.backups === true
      ? await scanBackups(folder, { ...searchOf(options), mend: mends, signal })
      : [];
  const isUnread = (path: string) =>
    !backups.some((backup) => backup.path === path && backup.failure === undefined);
  const isAny = isFound || backups.some(({ values }) => values !== 0);
  return { backups, unread: isAny ? copiesIn([folder, asideParent(name)]).filter(isUnread) : [] };
}

function foldersOf(db: SpoorDatabase, { spoolDirs = [] }: ScanOptions): string[] {
  const { name, memory } = db.getDb();
  return memory ? [...spoolDirs] : [...spoolDirs, ...heldFolders(name)];
}

function searchOf({ redaction = {} }: ScanOptions): { redaction: RedactOptions } {
  return { redaction };
}
