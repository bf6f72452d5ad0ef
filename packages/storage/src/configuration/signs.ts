import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@spoor/core';
import type { ConfigurationPlaces, LoadedConfiguration } from './load-configuration.js';

/** The name of a project's own file. */
export const PROJECT_FILE = '.spoor.json';

/** What there is where nothing is set. */
export const UNCONFIGURED: LoadedConfiguration = {
  configuration: DEFAULT_CONFIGURATION,
  sources: {},
  layers: {},
  warnings: [],
};

/**
 * Whether there may be a configuration to load: what a hook asks first, since loading what reads
 * one costs some milliseconds.
 */
export function hasConfiguration({ configFile, projectDir, env }: ConfigurationPlaces): boolean {
  return exists(configFile) || setsKeys(env) || hasProjectFile(projectDir);
}

/** Whether a project has a file of its own. */
export function hasProjectFile(projectDir: string | undefined): boolean {
  return projectDir !== undefined && exists(join(projectDir, PROJECT_FILE));
}

/** What can't be looked at is left to the one who reads it, and can say so. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** These say where files are, and set no key. */
const PLACES = new Set(['SPOOR_CONFIG', 'SPOOR_DATA_DIR']);

function setsKeys(env: ConfigurationPlaces['env']): boolean {
  return Object.keys(env).some((name) => name.startsWith('SPOOR_') && !PLACES.has(name));
}
