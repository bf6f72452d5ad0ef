import { UsageError } from '@spoor/core';
import {
  isClean,
  type LongWork,
  type ScanOptions,
  type ScanReport,
  type SpoorDatabase,
  scanSecrets,
} from '@spoor/storage';
import { exactNumber } from '../../present/amounts.js';
import { confirm } from '../confirm.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { spoolDirsOf } from '../paths.js';
import type { SetExitCode } from '../program.js';
import { ownRedaction } from '../redact-own.js';
import { settingsOf } from '../settings.js';
import { withWritableStore } from '../writable-store.js';
import { reportLines } from './report-lines.js';

/** What the user asked for. */
export interface RedactCommandOptions {
  readonly scan?: true;
  readonly dryRun?: true;
  readonly backups?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** Looks through all that is stored for secrets, and takes them out. */
export async function redact(
  io: CliIo,
  options: RedactCommandOptions,
  setExitCode: SetExitCode,
): Promise<void> {
  if (options.scan !== true) throw new UsageError('say `--scan` to look through what is stored');
  const report = await withWritableStore(io, { create: false }, (db) => scan(io, db, options));
  if (options.json === true) printJson(io, report);
  else printLines(io, reportLines(report));
  if (!isClean(report)) setExitCode(1);
}

async function scan(
  io: CliIo,
  db: SpoorDatabase,
  options: RedactCommandOptions,
): Promise<ScanReport> {
  const how: ScanOptions = {
    redaction: ownRedaction(io),
    spoolDirs: spoolDirsOf(settingsOf(io).paths),
    backups: options.backups === true,
  };
  const look = (work: LongWork) => scanSecrets(db, { ...how, ...work, mend: false });
  const mend = (work: LongWork) => scanSecrets(db, { ...how, ...work });
  if (options.dryRun === true) return withProgress(io, 'Looking', look);
  if (options.yes !== true && canAsk(io)) {
    const found = await withProgress(io, 'Looking', look);
    if (isClean(found)) return withProgress(io, 'Looking', mend);
    if (!(await confirm(io, questionAbout(found), false))) return found;
  }
  return withProgress(io, 'Mending', mend);
}

function canAsk(io: CliIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

function questionAbout(found: ScanReport): string {
  const backups = found.backups.reduce((sum, { values }) => sum + (values ?? 0), 0);
  const inBackups = backups > 0 ? ` and ${exactNumber(backups)} in backups` : '';
  return `${exactNumber(found.values)} values${inBackups}. Take them out? Nothing brings them back.`;
}
