import { basename, resolve } from 'node:path';
import {
  type ConfigurationProblem,
  describeProblem,
  parseConfiguration,
  parseProjectConfiguration,
} from '@spoor/core';
import { findWorkplace } from '@spoor/hooks';
import { addProject, PROJECT_FILE, readJsonFile, UNCONFIGURED } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import type { SetExitCode } from '../program.js';
import { settingsOf } from '../settings.js';

/** Checks a file, or all that the configuration is made of here; each problem is a line. */
export function validateConfiguration(
  io: CliIo,
  file: string | undefined,
  { json }: { json?: true },
  setExitCode: SetExitCode,
): void {
  const problems =
    file === undefined ? allProblems(io) : fileProblems(resolve(io.cwd, file), 'must be there');
  if (problems.length > 0) setExitCode(1);
  if (json === true) printJson(io, { valid: problems.length === 0, problems });
  else printLines(io, problems.length === 0 ? ['Nothing wrong.'] : problems.map(safeText));
}

/** The user's file line by line; of the project's and the environment what was left out. */
function allProblems(io: CliIo): string[] {
  const settings = settingsOf(io);
  const { configFile } = settings.paths;
  const project = addProject(UNCONFIGURED, findWorkplace(io.cwd).projectId);
  const environment = settings.warnings.filter((line) => line.startsWith('environment: '));
  return [...fileProblems(configFile, null), ...project.warnings, ...environment];
}

function fileProblems(path: string, whenAbsent: string | null): string[] {
  const file = readJsonFile(path, { followLink: true });
  if (file.kind === 'absent') return whenAbsent === null ? [] : [`${path}: ${whenAbsent}`];
  if (file.kind === 'unusable') return [`${path}: ${file.reason}`];
  return problemsIn(path, file.value).map(describeProblem);
}

function problemsIn(path: string, value: unknown): readonly ConfigurationProblem[] {
  if (basename(path) === PROJECT_FILE) return parseProjectConfiguration(value).problems;
  const parsed = parseConfiguration(value);
  return parsed.ok ? [] : parsed.problems;
}
