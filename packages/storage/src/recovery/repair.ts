import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isoTime } from '@spoor/core';
import { asStorageError, isEnvironmental, StorageError } from '../errors.js';
import { checkPath } from '../files/safe-file.js';
import type { LongWork } from '../maintenance/long-work.js';
import { asideParent, makeAsideFolder } from './damaged-files.js';
import type { FilledFromBackup } from './fill-from-backup.js';
import type { Problem } from './problem.js';
import type { Rebuilt } from './rebuild.js';
import { isOnlyIndexes, rebuildIndexes } from './rebuild-indexes.js';
import { type RepairLock, takeRepairLock } from './repair-lock.js';
import { overwrite, type RepairJob, replace } from './repair-steps.js';
import { canBeWrittenOver, wasWrittenBack } from './replace-live.js';
import { makeSalvageTarget, type TableSalvage } from './salvage.js';
import { clearSuspicion } from './suspicion.js';

/** How to repair. */
export interface RepairOptions extends LongWork {
  /** Where backups lie; `backups` beside the database by default. */
  readonly backupsFolder?: string;
  /** What a deep check found: where only indexes are wrong, they are made anew and that is all. */
  readonly problems?: readonly Problem[];
}

/** What a repair saved. It is kept as `report.json` beside what was set aside, too. */
export interface RepairReport {
  readonly path: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Where the damaged database lies with its WAL, as it was; null where only indexes were wrong. */
  readonly folder: string | null;
  /**
   * `indexes`: made anew from the tables. `written over`: connections of others stayed valid.
   * `made anew`: it could not be opened.
   */
  readonly how: 'indexes' | 'written over' | 'made anew';
  readonly tables: readonly TableSalvage[];
  /** Rows that were read but that the schema refuses; in `refused.jsonl` there. */
  readonly refused: number;
  /** Whether the WAL held committed pages that could not be read. */
  readonly walDamaged: boolean;
  readonly backup: FilledFromBackup | null;
  /** Transcripts that the next import reads again, for what was lost of them. */
  readonly transcriptsAnew: number;
}

/**
 * Repairs a damaged database: a copy with its WAL is set aside and never deleted, what can be read is
 * salvaged into a new one, the latest good backup fills in, and the result is checked and written
 * over the live one while its write lock is held: nobody's commit falls in between. Hooks spool
 * meanwhile, other writers wait or are told `LOCKED`. A file that can't be opened at all is moved
 * aside instead. A repair that was killed is taken up by the next one. Where a deep check has found
 * only indexes to be wrong, they are made anew and nothing else is touched.
 *
 * The process must have no transaction open on the database.
 * @throws StorageError `LOCKED` while another repair runs; `NEWER_SCHEMA`, `NOT_SPOOR`, `FULL`,
 * `CANCELLED` …: the database is then as it was.
 */
export async function repairDatabase(
  path: string,
  options: RepairOptions = {},
): Promise<RepairReport> {
  checkPath(path);
  const startedAtMs = Date.now();
  const { problems = [] } = options;
  if (isOnlyIndexes(problems) && rebuildIndexes(path, problems)) {
    clearSuspicion(path);
    return reportOf(path, startedAtMs, 'indexes');
  }
  const lock = takeRepairLock(path);
  const resumed = resumedFolder(lock, path);
  if (resumed === null && !existsSync(path)) {
    lock.release();
    throw new StorageError('NOT_FOUND', `${path}: there is no database`);
  }
  const job: RepairJob = {
    path,
    options,
    startedAtMs,
    lock,
    isMoving: resumed !== null,
    folder: null,
  };
  try {
    const report = await run(job, resumed);
    clearSuspicion(path);
    lock.release();
    return report;
  } catch (error) {
    // Once the files are moved, the next repair must know where they are.
    if (job.isMoving) {
      lock.leave();
    } else {
      if (job.folder !== null && isHarmless(error)) rmSync(job.folder, { recursive: true });
      lock.release();
    }
    throw isEnvironmental(error) ? asStorageError(error, path) : error;
  }
}

/** Then nothing was written, the database is still the original, and another copy of it is in the way. */
function isHarmless(error: unknown): boolean {
  return (
    error instanceof StorageError && ['FULL', 'CANCELLED', 'NEWER_SCHEMA'].includes(error.code)
  );
}

/** Where a repair that was killed had begun to move the files; what it needed on the way goes. */
function resumedFolder({ left }: RepairLock, path: string): string | null {
  const folder = left?.folder ?? null;
  if (folder === null || dirname(folder) !== asideParent(path)) return null;
  rmSync(join(folder, 'work'), { recursive: true, force: true });
  return left?.isMoving === true && existsSync(folder) ? folder : null;
}

async function run(job: RepairJob, resumed: string | null): Promise<RepairReport> {
  const { path, lock, startedAtMs } = job;
  if (resumed !== null && wasMovedTo(resumed, path) && wasWrittenBack(path, resumed)) {
    return reportOf(path, startedAtMs, 'made anew', { ...NOTHING_LEFT, folder: resumed });
  }
  const overwrites = resumed === null && canBeWrittenOver(path);
  const folder = resumed ?? makeAsideFolder(path, startedAtMs);
  job.folder = folder;
  lock.note({ folder, isMoving: job.isMoving });
  const work = join(folder, 'work');
  mkdirSync(work, { mode: 0o700 });
  const db = makeSalvageTarget(join(work, 'new.db'));
  try {
    const place = { db, folder, work };
    const rebuilt = overwrites ? await overwrite(job, place) : await replace(job, place);
    const how = overwrites ? 'written over' : 'made anew';
    const report = reportOf(path, startedAtMs, how, { ...rebuilt, folder });
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`, {
      mode: 0o600,
    });
    return report;
  } finally {
    db.close();
    rmSync(work, { recursive: true, force: true });
  }
}

const NOTHING_LEFT: Rebuilt = {
  tables: [],
  wal: { pages: 0, damaged: false },
  filled: null,
  transcriptsAnew: 0,
};

function wasMovedTo(folder: string, path: string): boolean {
  return existsSync(join(folder, basename(path)));
}

function reportOf(
  path: string,
  startedAtMs: number,
  how: RepairReport['how'],
  rebuilt?: Rebuilt & { readonly folder: string },
): RepairReport {
  const tables = rebuilt?.tables ?? [];
  return {
    path,
    startedAt: isoTime(startedAtMs),
    finishedAt: isoTime(Date.now()),
    folder: rebuilt?.folder ?? null,
    how,
    tables,
    refused: tables.reduce((sum, table) => sum + table.refused, 0),
    walDamaged: rebuilt?.wal.damaged ?? false,
    backup: rebuilt?.filled ?? null,
    transcriptsAnew: rebuilt?.transcriptsAnew ?? 0,
  };
}
