import { rmSync } from 'node:fs';
import { isoTime } from '@spoor/core';
import { writePrivateFile } from '../files/private-file.js';
import { type Pause, pauseFile, readPause } from './pause.js';

/**
 * Stops recording until a time, or until {@link endPause}. Hooks see it from their next start on.
 * @returns the pause as it is now.
 */
export function startPause(dataDir: string, nowMs: number, untilMs: number | null): Pause {
  const pause: Pause = {
    since: readPause(dataDir, nowMs)?.since ?? isoTime(nowMs),
    until: untilMs === null ? null : isoTime(untilMs),
  };
  writePrivateFile(pauseFile(dataDir), `${JSON.stringify(pause, null, 2)}\n`);
  return pause;
}

/** Lets recording go on. */
export function endPause(dataDir: string): void {
  rmSync(pauseFile(dataDir), { force: true });
}
