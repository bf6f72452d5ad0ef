import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { noteOperation } from '../note-operation.js';
import { printJson, printLines } from '../output/print.js';
import { settingsOf } from '../settings.js';
import { changeKey } from './change-key.js';
import { findKey } from './key.js';
import { warnOfOverride } from './override.js';

/** Takes a key out of the user's file: it has its default again. */
export async function unsetConfiguration(
  io: CliIo,
  name: string,
  { json }: { json?: true },
): Promise<void> {
  const { name: key } = findKey(name);
  const changed = changeKey(io, key, undefined);
  if (changed) await noteOperation(io, { action: 'config.unset', details: { key } });
  const path = settingsOf(io).paths.configFile;
  warnOfOverride(io, key);
  if (json === true) printJson(io, { key, changed, path });
  else printLines(io, [changed ? `Took ${key} out of ${safeText(path)}` : `${key} was not set`]);
}
