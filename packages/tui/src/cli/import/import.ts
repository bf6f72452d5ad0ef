import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { UsageError } from '@spoor/core';
import { createReconciler, importPayloads } from '@spoor/hooks';
import {
  importFile,
  importRows,
  importStateFiles,
  type LongWork,
  SpoorDatabase,
} from '@spoor/storage';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { databaseExists, pathsOf } from '../paths.js';
import type { SetExitCode } from '../program.js';
import { ownRedaction } from '../redact-own.js';
import { withWritableStore } from '../writable-store.js';
import { type ImportOutcome, isWhole, outcomeLines } from './outcome-lines.js';

/** What the user asked for. */
export interface ImportCommandOptions {
  readonly from: 'spoor' | 'state-files' | 'payloads';
  readonly includeForgotten?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Imports files, each by itself; what can't be taken is told, and makes the command fail. */
export async function importData(
  io: CliIo,
  paths: readonly string[],
  options: ImportCommandOptions,
  setExitCode: SetExitCode,
): Promise<void> {
  if (paths.length === 0) throw new UsageError('give the files to import');
  if (options.from !== 'spoor') refuse(paths, options);
  const outcomes = await withTarget(io, options, (db) =>
    withProgress(io, 'Importing', (work) => importAll(io, db, paths, options, work)),
  );
  if (options.json === true) printJson(io, outcomes);
  else printLines(io, outcomes.flatMap(outcomeLines));
  if (!outcomes.every(isWhole)) setExitCode(1);
}

function refuse(paths: readonly string[], { from, includeForgotten }: ImportCommandOptions): void {
  if (paths.includes('-')) throw new UsageError(`\`--from ${from}\` reads files, not \`-\``);
  if (includeForgotten === true) {
    throw new UsageError(`\`--include-forgotten\` goes with \`--from spoor\` only`);
  }
}

/** A trial needs no database of its own where there is none. */
function withTarget<T>(
  io: CliIo,
  { dryRun }: ImportCommandOptions,
  use: (db: SpoorDatabase) => Promise<T>,
): Promise<T> {
  if (dryRun !== true || databaseExists(pathsOf(io))) {
    return withWritableStore(io, { create: true }, use);
  }
  const db = new SpoorDatabase({ inMemory: true });
  return use(db).finally(() => db.close());
}

async function importAll(
  io: CliIo,
  db: SpoorDatabase,
  paths: readonly string[],
  options: ImportCommandOptions,
  work: LongWork,
): Promise<ImportOutcome[]> {
  const dryRun = options.dryRun === true;
  const redaction = ownRedaction(io);
  if (options.from === 'state-files') {
    const files = paths.map((path) => resolve(io.cwd, path));
    const report = await importStateFiles(db, files, { ...work, dryRun, redaction });
    return [{ from: 'state-files', ...report }];
  }
  const outcomes: ImportOutcome[] = [];
  for (const path of paths) {
    const file = resolve(io.cwd, path);
    if (options.from === 'payloads') {
      const report = await importPayloads(db, file, { ...work, dryRun, redaction });
      outcomes.push({ from: 'payloads', path: file, ...report });
      continue;
    }
    const how = {
      ...work,
      dryRun,
      redaction,
      includeForgotten: options.includeForgotten === true,
      reconciler: createReconciler(db),
    };
    const report =
      path === '-'
        ? await importRows(db, stoppable(io, work), how)
        : await importFile(db, file, how);
    outcomes.push({ from: 'spoor', path: path === '-' ? path : file, ...report });
  }
  return outcomes;
}

/** The standard input, which may stay silent for ever when the user wants to stop. */
function stoppable({ stdin }: CliIo, { signal }: LongWork): NodeJS.ReadStream {
  return signal === undefined ? stdin : addAbortSignal(signal, stdin);
}
