import { SpoorError } from '@spoor/core';
import { type HistoryReport, importHistory, profileFolders } from '@spoor/hooks';
import { configuredOptions } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { withProgress } from '../output/progress.js';
import { settingsOf } from '../settings.js';
import { startUpkeep } from '../start-upkeep.js';

/** Which transcripts to take in. */
export interface TranscriptOptions {
  /** Instead of the client's profiles. */
  readonly paths: readonly string[];
  /** Besides the profiles. */
  readonly more: readonly string[];
  /** ISO time: only files changed since. */
  readonly since?: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Takes in what the client has kept of its sessions.
 * @throws SpoorError when there are no transcripts.
 */
export async function importTranscripts(
  io: CliIo,
  { paths, more, since, dryRun }: TranscriptOptions,
): Promise<HistoryReport> {
  const settings = settingsOf(io);
  if (!settings.configuration.transcripts.enabled) {
    throw new SpoorError('transcripts are not read: `transcripts.enabled` is false');
  }
  const places = paths.length > 0 ? [...paths, ...more] : [...profileFolders(io), ...more];
  const report = await withProgress(io, 'Importing', (work) =>
    importHistory({
      ...work,
      database: configuredOptions(settings).database,
      places,
      // A folder that somebody else has packed may hold links to this user's files.
      followsLinks: paths.length === 0,
      settings,
      sinceMs: since === undefined ? undefined : Date.parse(since),
      dryRun,
      now: io.now,
    }),
  );
  // Their words are brought into the index by the upkeep, in the background.
  if (!dryRun && report.added.messages > 0) startUpkeep(io, settings.paths);
  if (report.files.found === 0 && report.problems.length === 0) throw nothingFound(places, since);
  return report;
}

function nothingFound(places: readonly string[], since: string | undefined): SpoorError {
  const where =
    places.length === 0
      ? 'Claude Code has no folder here'
      : `no transcripts${since === undefined ? '' : ' changed since then'} in ${places.map(safeText).join(', ')}`;
  return new SpoorError(
    `${where}; \`--path FOLDER\` names another place, \`CLAUDE_CONFIG_DIR\` another profile`,
  );
}
