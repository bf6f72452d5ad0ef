import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isUnderRepair, repairLockPath } from '../../src/recovery/under-repair.js';
import { temporaryFolder } from '../support/temporary.js';

/** A database with a lock that was touched so many seconds ago. */
function locked(text: string, secondsAgo: number): string {
  const path = join(temporaryFolder(), 'spoor.db');
  const then = Date.now() / 1000 - secondsAgo;
  writeFileSync(repairLockPath(path), text);
  utimesSync(repairLockPath(path), then, then);
  return path;
}

const OURS = JSON.stringify({ pid: process.pid });

it.each([
  ['names a living process', OURS, 300, true],
  ['has been silent for too long', OURS, 700, false],
  ['is just being made', '', 0, true],
  ['lost its text in a power failure', '', 120, false],
  ['has noughts for a text', '\0'.repeat(100), 120, false],
])('a lock that %s', (_name, text, secondsAgo, isHeld) => {
  expect(isUnderRepair(locked(text, secondsAgo))).toBe(isHeld);
});
