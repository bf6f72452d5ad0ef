import { type ResolvedStore, resolveStore } from '@spoor/storage';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';

/** Where everything is for the user who runs the command, and how it is set. */
export function settingsOf({ env, homeDir, platform, uid }: CliIo): ResolvedStore {
  return resolveStore({ env, homeDir, platform, uid });
}

/** Says on stderr what of the configuration could not be used. */
export function warnOfSettings(io: CliIo): void {
  for (const warning of settingsOf(io).warnings) io.stderr.write(`spoor: ${safeText(warning)}\n`);
}
