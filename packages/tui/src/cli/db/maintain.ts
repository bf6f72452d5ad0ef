import { SpoorError } from '@spoor/core';
import { maintainStore } from '@spoor/hooks';
import type { MaintainReport, MaintainStep } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { databaseExists, pathsOf, spoolDirsOf } from '../paths.js';

/** What the user asked for. */
export interface MaintainCommandOptions {
  readonly force?: true;
  readonly json?: true;
}

/** Does the daily upkeep; the command fails when one of its steps did. */
export async function maintainDatabase(io: CliIo, options: MaintainCommandOptions): Promise<void> {
  const paths = pathsOf(io);
  if (!databaseExists(paths)) {
    throw new SpoorError('nothing is recorded yet; `spoor hooks install` starts it');
  }
  const report = await withProgress(io, 'Looking after the database', (work) =>
    maintainStore({
      ...work,
      databasePath: paths.databasePath,
      spoolDirs: spoolDirsOf(paths),
      force: options.force === true,
      now: io.now,
    }),
  );
  if (options.json === true) printJson(io, report);
  else printLines(io, linesOf(report));
  const failed = report.steps.filter(({ outcome }) => outcome === 'failure');
  if (failed.length > 0) {
    throw new SpoorError(failed.map(({ name, message }) => `${name}: ${message}`).join('; '));
  }
}

function linesOf({ state, steps }: MaintainReport): string[] {
  if (state === 'busy') return ['Another process is at it just now'];
  if (state === 'not-due') return ['Nothing to do: it ran within the last day (or say --force)'];
  return steps.map(lineOf);
}

function lineOf({ name, outcome, message }: MaintainStep): string {
  return outcome === 'success' ? `ok    ${name}` : `FAIL  ${name}: ${safeText(message ?? '')}`;
}
