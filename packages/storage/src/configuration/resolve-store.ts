import { type PathSources, resolvePaths, type SpoorPaths } from '@spoor/core';
import { type LoadedConfiguration, loadConfiguration } from './load-configuration.js';

/** Where everything is for a process, and how it is set. */
export interface ResolvedStore extends LoadedConfiguration {
  /** `databasePath` is the configuration's, where that names one. */
  readonly paths: SpoorPaths;
  /** All spool folders, in the order in which they are used. */
  readonly spoolDirs: readonly string[];
}

/**
 * Finds the store of a user: the paths, and the configuration on top of them. Hooks and commands
 * all ask here, so that they use the same database.
 * @throws SpoorError when a path depends on a home folder that isn't known.
 */
export function resolveStore(sources: PathSources, projectDir?: string): ResolvedStore {
  const paths = resolvePaths(sources);
  const loaded = loadConfiguration({
    configFile: paths.configFile,
    projectDir,
    env: sources.env,
  });
  const databasePath = loaded.configuration.database.path ?? paths.databasePath;
  return {
    ...loaded,
    paths: { ...paths, databasePath },
    spoolDirs: [paths.spoolDir, ...paths.fallbackSpoolDirs],
  };
}
