import type { JsonValue } from '@spoor/core';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { noteOperation } from '../note-operation.js';
import { printJson, printLines } from '../output/print.js';
import { settingsOf } from '../settings.js';
import { changeKey } from './change-key.js';
import { findKey } from './key.js';
import { warnOfOverride } from './override.js';

/** Sets a key in the user's file. */
export async function setConfiguration(
  io: CliIo,
  name: string,
  text: string,
  { json }: { json?: true },
): Promise<void> {
  const { name: key } = findKey(name);
  const value = valueFrom(text);
  const changed = changeKey(io, key, value);
  if (changed) {
    // A list may hold what is to be kept secret.
    const shown = typeof value === 'object' && value !== null ? {} : { value };
    await noteOperation(io, { action: 'config.set', details: { key, ...shown } });
  }
  const path = settingsOf(io).paths.configFile;
  warnOfOverride(io, key);
  if (json === true) printJson(io, { key, value, changed, path });
  else printLines(io, [`${changed ? 'Set' : 'Set already:'} ${key} in ${safeText(path)}`]);
}

/** JSON where it is some; else the text itself, so that words and paths need no quotes. */
function valueFrom(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
