import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isoTime } from '@spoor/core';
import { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { checkExistingFile, checkPath } from '../files/safe-file.js';
import type { LongWork } from '../maintenance/long-work.js';
import { type EndedRun, recordRun } from '../maintenance/maintenance-runs.js';
import { lookAtDatabase } from './look-at-database.js';
import { type OpenForCheck, openForCheck } from './open-for-check.js';
import type { Problem } from './problem.js';
import { readUnfinishedRepair } from './repair-lock.js';
import { clearSuspicion, noteSuspicion, readSuspicion, type Suspicion } from './suspicion.js';

/** How to check a database. */
export interface CheckOptions extends LongWork {
  /**
   * Indexes against tables, full text against its content, texts byte by byte. Where somebody has left
   * a mark, a check is always deep: only then may the mark go.
   */
  readonly deep?: boolean;
  /** Between the two looks, ms; a disk that stumbled may have recovered. */
  readonly pauseMs?: number;
  /** Opens a connection for a look; for tests of what a failing disk does. */
  readonly open?: OpenForCheck;
}

/** What a check found. */
export interface CheckReport {
  readonly path: string;
  readonly deep: boolean;
  /**
   * `ok`: whole. `suspect`: one look found something that the next didn't, or something that need
   * not be damage. `corrupt`: damaged, said by two looks. `unreadable`: can't be opened at all.
   */
  readonly verdict: 'ok' | 'suspect' | 'corrupt' | 'unreadable';
  readonly problems: readonly Problem[];
  readonly checkedPages: number | null;
  readonly durationMs: number;
  /** The mark that a hook or a command left when it met an error; gone when the verdict is `ok`. */
  readonly suspicion: Suspicion | null;
}

/**
 * Looks for damage. What one look finds condemns nothing: SQLite reports a single failed read as
 * corruption too. A database is condemned by a second look, over a connection of its own.
 *
 * The run is kept in `maintenance_runs` where the database can be written.
 * @throws StorageError `NOT_FOUND`, `LOCKED`, `NOT_SPOOR`, `NEWER_SCHEMA`, `CANCELLED` and the like:
 * when nothing can be said.
 */
export async function checkDatabase(
  path: string,
  options: CheckOptions = {},
): Promise<CheckReport> {
  const startedAt = Date.now();
  const start = performance.now();
  requireFile(path);
  const open = options.open ?? openForCheck;
  const suspicion = readSuspicion(path);
  const deep = options.deep === true || suspicion !== null;
  const look = () => lookAtDatabase(path, { ...options, deep, open });
  const first = await look();
  const isSound = first.problems.every((problem) => problem.kind === 'doubt');
  let last = first;
  if (!isSound) {
    await wait(options.pauseMs ?? 200);
    last = await look();
  }
  const problems = last.problems.length > 0 ? last.problems : first.problems;
  const report: CheckReport = {
    path,
    deep,
    verdict: verdictOf(last),
    problems,
    checkedPages: last.pages,
    durationMs: Math.round(performance.now() - start),
    suspicion,
  };
  const verdict = report.verdict === 'ok' && problems.length > 0 ? 'suspect' : report.verdict;
  if (verdict === 'corrupt' || verdict === 'unreadable') leaveMark(path, problems);
  if (verdict === 'ok') {
    clearSuspicion(path);
    noteQuietly(path, {
      operation: 'check',
      startedAt: isoTime(startedAt),
      outcome: 'success',
      details: { deep: report.deep, verdict, pages: report.checkedPages },
    });
  }
  return { ...report, verdict };
}

/** A log that can't be written must not hide what was found. */
function noteQuietly(path: string, run: EndedRun): void {
  try {
    const db = new SpoorDatabase({ path, busyTimeoutMs: 1_000, migrations: 'none' });
    try {
      recordRun(db, run);
    } finally {
      db.close();
    }
  } catch {
    // It is told to the caller either way.
  }
}

function requireFile(path: string): void {
  if (statSync(checkPath(path), { throwIfNoEntry: false }) === undefined) {
    if (readUnfinishedRepair(path) !== null) return;
    throw new StorageError('NOT_FOUND', `${path}: there is no database`);
  }
  checkExistingFile(path);
}

/** Others shall know before they meet the damage themselves. */
function leaveMark(path: string, [first]: readonly Problem[]): void {
  noteSuspicion(path, new StorageError('CORRUPT', first?.message ?? 'damaged'));
}

function verdictOf({
  problems,
  isReadable,
}: {
  readonly problems: readonly Problem[];
  readonly isReadable: boolean;
}): CheckReport['verdict'] {
  if (!isReadable) return 'unreadable';
  if (problems.some((problem) => problem.kind !== 'doubt')) return 'corrupt';
  return problems.length > 0 ? 'suspect' : 'ok';
}
