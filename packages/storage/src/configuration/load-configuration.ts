import { join } from 'node:path';
import {
  type ConfigurationLayers,
  type MergedConfiguration,
  mergeConfiguration,
  type PartialConfiguration,
  parseConfiguration,
  parseProjectConfiguration,
  readEnvironment,
  summarizeProblems,
} from '@spoor/core';
import { readJsonFile } from '../files/json-file.js';
import { PROJECT_FILE, UNCONFIGURED } from './signs.js';

/** Where a configuration comes from. */
export interface ConfigurationPlaces {
  /** The user's file, `resolvePaths(…).configFile`. */
  readonly configFile: string;
  /** The project's root: its `.spoor.json` may redact more. */
  readonly projectDir?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A configuration, where each key comes from, and what is wrong with its sources. */
export interface LoadedConfiguration extends MergedConfiguration {
  readonly layers: ConfigurationLayers;
  /** One line for each file and variable that could not be used. */
  readonly warnings: readonly string[];
}

/**
 * Reads the configuration: the user's file, the project's, the environment. Never throws: a file
 * with a mistake counts as absent, with a warning that names the key.
 */
export function loadConfiguration(places: ConfigurationPlaces): LoadedConfiguration {
  const file = readUserFile(places.configFile);
  const environment = readEnvironment(places.env);
  const warnings = [
    ...file.warnings,
    ...environment.warnings.map((warning) => `environment: ${warning}; the variable is not used`),
  ];
  const layers = { file: file.given, environment: environment.given };
  const isEmpty = Object.values(layers).every((given) => Object.keys(given).length === 0);
  const own = isEmpty
    ? { ...UNCONFIGURED, warnings }
    : { ...mergeConfiguration(layers), layers, warnings };
  return addProject(own, places.projectDir);
}

/** Adds what a project's own file says to a configuration that was loaded without one. */
export function addProject(
  loaded: LoadedConfiguration,
  projectDir: string | undefined,
): LoadedConfiguration {
  if (projectDir === undefined) return loaded;
  const project = readProjectFile(projectDir);
  if (project === EMPTY) return loaded;
  const layers = { ...loaded.layers, project: project.given };
  return {
    ...mergeConfiguration(layers),
    layers,
    warnings: [...loaded.warnings, ...project.warnings],
  };
}

interface Layer {
  readonly given: PartialConfiguration;
  readonly warnings: readonly string[];
}

const EMPTY: Layer = { given: {}, warnings: [] };

function readUserFile(path: string): Layer {
  const file = readJsonFile(path, { followLink: true });
  if (file.kind === 'absent') return EMPTY;
  if (file.kind === 'unusable') return ignored(path, file.reason);
  const parsed = parseConfiguration(file.value);
  if (parsed.ok) return { given: parsed.given, warnings: [] };
  return ignored(path, summarizeProblems(parsed.problems));
}

function readProjectFile(folder: string): Layer {
  const path = join(folder, PROJECT_FILE);
  const file = readJsonFile(path, { followLink: false });
  if (file.kind === 'absent') return EMPTY;
  if (file.kind === 'unusable') return ignored(path, file.reason);
  const { given, problems } = parseProjectConfiguration(file.value);
  if (problems.length === 0) return { given, warnings: [] };
  return { given, warnings: [`${path}: ${summarizeProblems(problems)}`] };
}

function ignored(path: string, why: string): Layer {
  return { given: {}, warnings: [`${path}: ${why}; the file is not used`] };
}
