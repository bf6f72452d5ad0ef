import { CONFIGURATION_KEYS, SPOOR_VERSION } from '@spoor/core';
import { type HookStatus, hookStatus } from '@spoor/hooks';
import {
  type BackupFile,
  backupFolderOf,
  listBackups,
  type Pause,
  readLostEvents,
  readPause,
  resolveStore,
  Spool,
} from '@spoor/storage';
import { hookContextAt, type RecorderSite } from '../../live/recorder-site.js';

/** What is known of the recorder without asking its database. */
export interface RecorderFacts {
  readonly hooks: HookStatus;
  readonly pause: Pause | null;
  readonly pausedProjects: readonly string[];
  readonly spool: { readonly waiting: number; readonly rejected: number };
  readonly spoolDir: string;
  readonly lostEvents: number;
  readonly backups: number;
  /** The last ordinary one. */
  readonly lastBackup: BackupFile | null;
  readonly configFile: string;
  readonly settings: readonly Setting[];
  /** What of the configuration can't be used. */
  readonly warnings: readonly string[];
  readonly spoorVersion: string;
  readonly nodeVersion: string;
}

/** A key of the configuration as it counts here. */
interface Setting {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** Looks at settings files, folders and the configuration. */
export async function readRecorderFacts(site: RecorderSite): Promise<RecorderFacts> {
  const { host } = site;
  const hooks = await hookStatus({ context: hookContextAt(site) });
  const { configuration, sources, paths, spoolDirs, warnings } = resolveStore(host);
  const backups = listBackups(backupFolderOf(paths.databasePath));
  return {
    hooks,
    pause: readPause(paths.dataDir, Date.now()),
    pausedProjects: configuration.pause.projects,
    spool: new Spool(spoolDirs).depth(),
    spoolDir: paths.spoolDir,
    lostEvents: readLostEvents(paths.dataDir, spoolDirs),
    backups: backups.length,
    lastBackup: backups.find(({ reason }) => reason === null) ?? null,
    configFile: paths.configFile,
    settings: CONFIGURATION_KEYS.map(({ name }) => ({
      name,
      value: valueText(valueAt(configuration, name)),
      source: sources[name] ?? 'default',
    })),
    warnings,
    spoorVersion: SPOOR_VERSION,
    nodeVersion: host.nodeVersion,
  };
}

function valueAt(configuration: object, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      configuration,
    );
}

/** Lists are counted: they may be long, and hold what is to be kept secret. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `${value.length} in a list`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'unset');
}
