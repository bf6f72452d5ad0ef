import { join } from 'node:path';
import type { SpoorPaths } from '@spoor/core';
import { profileFolders, transcriptsBy } from '@spoor/hooks';
import { configuredOptions } from '@spoor/storage';
import type { HistoryImportData } from '../app/live/history-worker.js';
import type { RecorderSite } from '../app/live/recorder-site.js';
import { startWriter } from '../app/live/writer.js';
import { openInspector } from '../app/open-inspector.js';
import type { InspectorEnd } from '../app/state/inspector-state.js';
import type { Health } from '../app/state/screen.js';
import type { CliIo } from './io.js';
import { databaseExists, pathsOf, spoolDirsOf } from './paths.js';
import { recorderSiteOf } from './recorder-site.js';
import { readRecordingHealth } from './recording-health.js';
import { settingsOf } from './settings.js';
import { keepHeapSmall } from './small-heap.js';
import { startUpkeep } from './start-upkeep.js';

/** Opens the inspector on the user's database, again after each demonstration that is asked for. */
export async function inspect(io: CliIo): Promise<void> {
  keepHeapSmall();
  while ((await inspectOwn(io)) === 'demo') {
    const { watchDemo } = await import('./demo/watch.js');
    await watchDemo(io);
  }
}

async function inspectOwn(io: CliIo): Promise<InspectorEnd> {
  const paths = pathsOf(io);
  // What is seen comes first.
  const upkeep = setTimeout(() => {
    if (databaseExists(paths)) startUpkeep(io, paths);
  }, UPKEEP_AFTER_MS);
  const settings = settingsOf(io);
  const { configuration } = settings;
  const { database } = configuredOptions(settings);
  const history = { database, places: profileFolders(io), configuration };
  try {
    return await inspectDatabase(io, paths, {
      health: () => readRecordingHealth(io),
      offersDemo: true,
      ...(io.homeDir === undefined ? {} : { site: recorderSiteOf(io) }),
      ...(configuration.database.enabled && history.places.length > 0 ? { history } : {}),
    });
  } finally {
    clearTimeout(upkeep);
  }
}

const UPKEEP_AFTER_MS = 1_000;

/** What an inspector may show and do besides. */
interface InspectChoices {
  readonly health?: () => Promise<Health | null>;
  readonly site?: RecorderSite;
  readonly offersDemo?: boolean;
  /** What it may take in while nothing is recorded. */
  readonly history?: HistoryImportData;
}

/** Opens the inspector on a database; it need not be there yet. */
export async function inspectDatabase(
  io: CliIo,
  paths: SpoorPaths,
  choices: InspectChoices = {},
): Promise<InspectorEnd> {
  const { databasePath } = paths;
  const settings = settingsOf(io);
  const { site } = choices;
  const writer = {
    databasePath,
    spoolDirs: spoolDirsOf(paths),
    transcripts: transcriptsBy(settings),
    site,
    configuration: settings.configuration,
  };
  const { stdin, stdout, now } = io;
  return await openInspector({
    databasePath,
    stdin,
    stdout,
    now,
    homeDir: io.homeDir,
    configuration: settings.configuration,
    preferencesPath: join(paths.dataDir, 'inspector.json'),
    ...choices,
    ...(settings.configuration.database.enabled ? { startWriter: () => startWriter(writer) } : {}),
  });
}
