import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newEventId } from '@spoor/core';

/** One that nothing was written to for so long, ms, was left by a process that was killed. */
const STALE_MS = 3_600_000;

const ID_AND_SUFFIX = /^[\da-f-]{36}\.tmp$/;

/** A name for what is not yet the file at a path, in the same folder. */
export function unfinishedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${newEventId(Date.now())}.tmp`);
}

/** Removes what killed processes have left of a file that they were writing. Never throws. */
export function removeUnfinished(path: string, now = Date.now()): void {
  const folder = dirname(path);
  const start = `.${basename(path)}.`;
  try {
    const left = readdirSync(folder).filter(
      (name) => name.startsWith(start) && ID_AND_SUFFIX.test(name.slice(start.length)),
    );
    for (const name of left) {
      const file = join(folder, name);
      if (now - statSync(file).mtimeMs > STALE_MS) rmSync(file);
    }
  } catch {
    // The folder can't be read, or another process was faster: the next writer looks again.
  }
}
