import { type ResolvedStore, resolveStore, type SpoorDatabaseOptions } from '@spoor/storage';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';

/** Where everything is for the user who runs the command, and how it is set. */
export function settingsOf({ env, homeDir, platform, uid }: CliIo): ResolvedStore {
  return resolveStore({ env, homeDir, platform, uid });
}

/** How to open the user's database, as the configuration says. */
export function databaseOptionsOf({
  paths,
  configuration,
}: ResolvedStore): Pick<SpoorDatabaseOptions, 'path' | 'busyTimeoutMs' | 'synchronous'> {
  const { busyTimeoutMs, synchronous } = configuration.database;
  return { path: paths.databasePath, busyTimeoutMs, synchronous };
}

/** Says on stderr what of the configuration could not be used. */
export function warnOfSettings(io: CliIo): void {
  for (const warning of settingsOf(io).warnings) io.stderr.write(`spoor: ${safeText(warning)}\n`);
}
