import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { redactText, UsageError } from '@spoor/core';
import { createReconciler, importPayloads } from '@spoor/hooks';
import {
  importFile,
  importRows,
  importStateFiles,
  type LongWork,
  SpoorDatabase,
} from '@spoor/storage';
import { sinceOf } from '../../input/moment.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { databaseExists, pathsOf } from '../paths.js';
import type { SetExitCode } from '../program.js';
import { ownRedaction } from '../redact-own.js';
import { withWritableStore } from '../writable-store.js';
import { importTranscripts } from './import-transcripts.js';
import { type ImportOutcome, isWhole, outcomeLines } from './outcome-lines.js';
import { type ImportSource, sourceOf } from './source-of.js';

/** What the user asked for. */
export interface ImportCommandOptions {
  readonly from?: ImportSource;
  readonly path?: readonly string[];
  readonly since?: string;
  readonly includeForgotten?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Imports what the paths hold; what can't be taken is told, and makes the command fail. */
export async function importData(
  io: CliIo,
  paths: readonly string[],
  options: ImportCommandOptions,
  setExitCode: SetExitCode,
): Promise<void> {
  const files = paths.map((path) => (path === '-' ? path : resolve(io.cwd, path)));
  const isHistory = (path: string) => (options.from ?? sourceOf(path)) === 'transcripts';
  const transcripts = files.filter(isHistory);
  const others = files.filter((path) => !isHistory(path));
  refuse(others, transcripts, options);
  const outcomes: ImportOutcome[] = [];
  if (others.length === 0 || transcripts.length > 0) {
    const more = (options.path ?? []).map((path) => resolve(io.cwd, path));
    const since = sinceOf(options.since, io.now());
    const dryRun = options.dryRun === true;
    const report = await importTranscripts(io, { paths: transcripts, more, since, dryRun });
    outcomes.push({ from: 'transcripts', ...report });
  }
  if (others.length > 0) outcomes.push(...(await importFiles(io, others, options)));
  const told = outcomes.map((outcome) => withPathsRedacted(io, outcome));
  if (options.json === true) printJson(io, told);
  else printLines(io, told.flatMap(outcomeLines));
  if (!outcomes.every(isWhole)) setExitCode(1);
}

/** What is printed may go into the log of a script. */
function withPathsRedacted(io: CliIo, outcome: ImportOutcome): ImportOutcome {
  const clean = <T extends { readonly path: string }>(told: T): T => ({
    ...told,
    path: redactText(told.path, ownRedaction(io)),
  });
  if (outcome.from === 'transcripts') return { ...outcome, problems: outcome.problems.map(clean) };
  return 'path' in outcome ? clean(outcome) : outcome;
}

function importFiles(
  io: CliIo,
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<ImportOutcome[]> {
  return withTarget(io, options, (db) =>
    withProgress(io, 'Importing', (work) => importAll(io, db, files, options, work)),
  );
}

function refuse(
  others: readonly string[],
  transcripts: readonly string[],
  { from, includeForgotten, path, since }: ImportCommandOptions,
): void {
  const files = [...others, ...transcripts];
  const isHistory = others.length === 0;
  if (from !== undefined && from !== 'transcripts' && files.length === 0) {
    throw new UsageError('give the files to import');
  }
  if (from !== undefined && from !== 'spoor' && files.includes('-')) {
    throw new UsageError(`\`--from ${from}\` reads files, not \`-\``);
  }
  if (includeForgotten === true && (isHistory || (from ?? 'spoor') !== 'spoor')) {
    throw new UsageError('`--include-forgotten` goes with `--from spoor` only');
  }
  if (!isHistory && (path !== undefined || since !== undefined)) {
    throw new UsageError('`--path` and `--since` go with `--from transcripts` only');
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
    const report = await importStateFiles(db, paths, { ...work, dryRun, redaction });
    return [{ from: 'state-files', ...report }];
  }
  const outcomes: ImportOutcome[] = [];
  for (const file of paths) {
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
      file === '-'
        ? await importRows(db, stoppable(io, work), how)
        : await importFile(db, file, how);
    outcomes.push({ from: 'spoor', path: file, ...report });
  }
  return outcomes;
}

/** The standard input, which may stay silent for ever when the user wants to stop. */
function stoppable({ stdin }: CliIo, { signal }: LongWork): NodeJS.ReadStream {
  return signal === undefined ? stdin : addAbortSignal(signal, stdin);
}
