import { parseConfiguration, summarizeProblems } from '@spoor/core';
import { readJsonFile } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { settingsOf } from '../settings.js';
import { findKey } from './key.js';

/** Says on stderr why a key that was just changed in the file doesn't count as it stands there. */
export function warnOfOverride(io: CliIo, name: string): void {
  const { sources, paths } = settingsOf(io);
  if (sources[name] === 'environment') {
    io.stderr.write(`spoor: ${findKey(name).variable} in the environment counts instead\n`);
  }
  const file = readJsonFile(paths.configFile, { followLink: true });
  const parsed = file.kind === 'value' ? parseConfiguration(file.value) : undefined;
  if (parsed === undefined || parsed.ok) return;
  const why = safeText(summarizeProblems(parsed.problems));
  io.stderr.write(`spoor: the file is not used as long as it has other mistakes: ${why}\n`);
}
