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

/**
 * What can't be looked at is left to the one who reads it, and can say so; but what is too long for
 * a path, or has a NUL in it, is none.
 */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code !== 'ENAMETOOLONG' && code !== 'ERR_INVALID_ARG_VALUE';
  }
}

/** By the names of the sections: other variables of ours set no key. */
function setsKeys(env: ConfigurationPlaces['env']): boolean {
  const ours = Object.keys(env).filter((name) => name.startsWith('SPOOR_'));
  if (ours.length === 0) return false;
  const sections = Object.keys(DEFAULT_CONFIGURATION).map((name) => `SPOOR_${name.toUpperCase()}`);
  return ours.some((name) => sections.some((section) => name.startsWith(section)));
}
