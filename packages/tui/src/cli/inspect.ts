import { join } from 'node:path';
import type { SpoorPaths } from '@spoor/core';
import { type CatchUpOptions, catchUp, profileFolders, transcriptsBy } from '@spoor/hooks';
import { configuredOptions } from '@spoor/storage';
import type { HistoryImportData } from '../app/live/history-worker.js';
import { startWriter } from '../app/live/writer.js';
import { openInspector } from '../app/open-inspector.js';
import type { Health } from '../app/state/screen.js';
import type { CliIo } from './io.js';
import { databaseExists, pathsOf, spoolDirsOf } from './paths.js';
import { createRecordingHealth } from './recording-health.js';
import { settingsOf } from './settings.js';
import { startUpkeep } from './start-upkeep.js';

/** Opens the inspector on the user's database. */
export async function inspect(io: CliIo): Promise<void> {
  const paths = pathsOf(io);
  if (databaseExists(paths)) startUpkeep(io, paths);
  const settings = settingsOf(io);
  const { configuration } = settings;
  const { database } = configuredOptions(settings);
  const history = { database, places: profileFolders(io), configuration };
  await inspectDatabase(io, paths, {
    health: await createRecordingHealth(io),
    ...(configuration.database.enabled && history.places.length > 0 ? { history } : {}),
  });
}

/** What an inspector may show and do besides. */
interface InspectChoices {
  readonly health?: () => Health | null;
  /** What it may take in while nothing is recorded. */
  readonly history?: HistoryImportData;
}

/** Opens the inspector on a database; it need not be there yet. */
export async function inspectDatabase(
  io: CliIo,
  paths: SpoorPaths,
  { health = () => null, history }: InspectChoices = {},
): Promise<void> {
  const { databasePath } = paths;
  const spoolDirs = spoolDirsOf(paths);
  const settings = settingsOf(io);
  const writes = settings.configuration.database.enabled;
  const catching = { databasePath, spoolDirs, transcripts: transcriptsBy(settings) };
  if (writes && databaseExists(paths)) catchUpInSilence(catching);
  const { stdin, stdout, now } = io;
  await openInspector({
    databasePath,
    stdin,
    stdout,
    now,
    homeDir: io.homeDir,
    configuration: settings.configuration,
    preferencesPath: join(paths.dataDir, 'inspector.json'),
    health,
    ...(writes
      ? { startWriter: () => startWriter({ ...catching, configuration: settings.configuration }) }
      : {}),
    ...(history === undefined ? {} : { history }),
  });
}

/** What goes wrong here goes wrong in the inspector too, which shows it. */
function catchUpInSilence(options: CatchUpOptions): void {
  try {
    catchUp(options);
  } catch {
    return;
  }
}
