import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { findKey, valueOfKey } from './key.js';
import { projectSettings } from './project-settings.js';

/** Prints what a key is set to, here. */
export function getConfiguration(io: CliIo, name: string, { json }: { json?: true }): void {
  const { name: key } = findKey(name);
  const { configuration } = projectSettings(io);
  const value = valueOfKey(configuration, key);
  if (json === true) printJson(io, value);
  else printLines(io, [typeof value === 'string' ? safeText(value) : JSON.stringify(value)]);
}
