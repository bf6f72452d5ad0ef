import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type IsoTime, SpoorError, UsageError } from '@spoor/core';
import {
  AuditLogger,
  checkReplaceable,
  type ExportOptions,
  type ExportReport,
  exportRows,
  exportToFile,
  type LongWork,
  type SpoorDatabase,
} from '@spoor/storage';
import { sinceOf } from '../../input/moment.js';
import { counted } from '../../present/amounts.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { projectOf } from '../project-option.js';
import { findSessionId } from '../sessions/find-session.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface ExportCommandOptions {
  readonly session?: readonly string[];
  readonly project?: string;
  readonly since?: string;
  readonly output?: string;
  readonly json?: true;
}

/** Writes what is recorded, or some sessions of it, to a file or to the standard output. */
export async function exportData(io: CliIo, options: ExportCommandOptions): Promise<void> {
  const { output } = options;
  const since = sinceOf(options.since, io.now());
  if (output === undefined && options.json === true) {
    throw new UsageError('`--json` tells of a file: give `--output` too');
  }
  if (output === undefined && io.stdout.isTTY === true) {
    throw new UsageError('an export is no text for a terminal: give `--output`, or redirect it');
  }
  if (output !== undefined) checkReplaceable(resolve(io.cwd, output));
  const report = await withStore(io, (db) => {
    if (db === null) throw new SpoorError('nothing is recorded yet: there is nothing to export');
    return withProgress(io, 'Exporting', (work) => write(io, db, { ...options, since }, work));
  });
  await noteExport(io, report);
  if (output === undefined) return;
  const path = resolve(io.cwd, output);
  if (options.json === true) printJson(io, { path, ...report });
  else printLines(io, [`Exported ${figuresOf(report)} to ${safeText(path)}`]);
}

function write(
  io: CliIo,
  db: SpoorDatabase,
  options: Omit<ExportCommandOptions, 'since'> & { readonly since: IsoTime | undefined },
  work: LongWork,
): Promise<ExportReport> {
  const chosen: ExportOptions = {
    ...work,
    ...(options.session === undefined
      ? {}
      : { sessionIds: options.session.map((id) => findSessionId(db, id)) }),
    ...(options.project === undefined ? {} : { projectId: projectOf(io, options.project) }),
    ...(options.since === undefined ? {} : { since: options.since }),
  };
  if (options.output === undefined) return writeToStdout(io, db, chosen);
  return exportToFile(db, resolve(io.cwd, options.output), chosen);
}

async function writeToStdout(
  io: CliIo,
  db: SpoorDatabase,
  options: ExportOptions,
): Promise<ExportReport> {
  let report: ExportReport = { sessions: 0, rows: 0, tables: {} };
  async function* chunks() {
    report = yield* exportRows(db, options);
  }
  await pipeline(Readable.from(chunks()), io.stdout, { end: false });
  return report;
}

/** A database that can't be written can still be exported: only the note of it is missing then. */
async function noteExport(io: CliIo, { sessions, rows }: ExportReport): Promise<void> {
  try {
    await withWritableStore(io, { create: false }, (db) => {
      const details = { sessions, rows };
      const entry = { action: 'export', category: 'security', details } as const;
      new AuditLogger(db).log({ ...entry, userId: io.userName });
    });
  } catch {
    // The export itself is whole.
  }
}

function figuresOf({ sessions, rows }: ExportReport): string {
  return `${counted(sessions, 'session')}, ${counted(rows, 'row')}`;
}
