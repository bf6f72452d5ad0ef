import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SpoorPaths } from '@spoor/core';
import { startMaintenanceIfDue } from '@spoor/hooks';
import type { CliIo } from './io.js';

/** Starts the daily upkeep in the background, if it is due: `spoor db maintain`. */
export function startUpkeep({ env, execPath, now }: CliIo, { dataDir }: SpoorPaths): void {
  const script = fileURLToPath(new URL('./spoor.js', import.meta.url));
  const command = existsSync(script) ? [execPath, script, 'db', 'maintain'] : [];
  startMaintenanceIfDue({ dataDir, env, now: now() }, () => command);
}
