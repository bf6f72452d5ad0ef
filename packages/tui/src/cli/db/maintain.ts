import { SpoorError } from '@spoor/core';
import { maintainStore, transcriptsBy } from '@spoor/hooks';
import { configuredOptions, type MaintainReport, type MaintainStep } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { databaseExists } from '../paths.js';
import { settingsOf } from '../settings.js';

/** What the user asked for. */
export interface MaintainCommandOptions {
  readonly force?: true;
  readonly json?: true;
}

/** Time that is given to transcripts, ms. */
const TRANSCRIPTS_MS = 60_000;

/** Does the daily upkeep; the command fails when one of its steps did. */
export async function maintainDatabase(io: CliIo, options: MaintainCommandOptions): Promise<void> {
  const settings = settingsOf(io);
  if (!databaseExists(settings.paths)) {
    throw new SpoorError('nothing is recorded yet; `spoor hooks install` starts it');
  }
  if (!settings.configuration.database.enabled) {
    throw new SpoorError('the database is off: `database.enabled` is false');
  }
  const report = await withProgress(io, 'Looking after the database', (work) =>
    maintainStore({
      ...work,
      spoolDirs: settings.spoolDirs,
      ownFile: settings.layers.file ?? {},
      transcripts: transcriptsBy(settings, TRANSCRIPTS_MS),
      ...configuredOptions(settings),
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
