import type { SpoorPaths } from '@spoor/core';
import { startMaintenanceIfDue } from '@spoor/hooks';
import type { CliIo } from './io.js';
import { ownCommand } from './recorder-site.js';

/** Starts the daily upkeep in the background, if it is due: `spoor db maintain`. */
export function startUpkeep(io: CliIo, { dataDir }: SpoorPaths): void {
  const { env, now } = io;
  const own = ownCommand(io);
  const command = own.length === 0 ? [] : [...own, 'db', 'maintain'];
  startMaintenanceIfDue({ dataDir, env, now: now() }, () => command);
}
