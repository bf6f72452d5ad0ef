import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../files/safe-file.js';
import { isAlive } from '../maintenance/is-alive.js';

const PREFIX = '.work-';

/** One that nothing was written to for so long, ms, and whose process is gone, is left over. */
const QUIET_MS = 60_000;

/** What a migration copies before it begins; it looks through for long what it has written. */
const SNAPSHOT = /^\.spoor-.*-before-migration-.*\.part(-journal)?$/;
const SNAPSHOT_QUIET_MS = 3_600_000;

/**
 * Gives some work a folder of its own for files that aren't whole yet, and removes it afterwards.
 * Those that killed processes have left are swept first.
 * @param folder on the same file system as what the files are to become.
 */
export async function withWorkspace<T>(
  folder: string,
  run: (workspace: string) => Promise<T>,
): Promise<T> {
  makePrivateFolder(folder);
  sweepWorkspaces(folder);
  const workspace = mkdtempSync(join(folder, `${PREFIX}${process.pid}-`));
  try {
    return await run(workspace);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Removes what killed processes have left in a folder. */
function sweepWorkspaces(folder: string, now = Date.now()): void {
  const left = readdirSync(folder).filter((name) => isLeftOver(folder, name, now));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
}

function isLeftOver(folder: string, name: string, now: number): boolean {
  if (SNAPSHOT.test(name)) return now - lastWrite(join(folder, name)) > SNAPSHOT_QUIET_MS;
  const pid = /^\.work-(\d+)-/.exec(name)?.[1];
  return (
    pid !== undefined && !isAlive(Number(pid)) && now - lastWrite(join(folder, name)) > QUIET_MS
  );
}

function lastWrite(path: string): number {
  try {
    const own = statSync(path);
    const inside = own.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
    return Math.max(own.mtimeMs, ...inside.map((file) => statSync(file).mtimeMs));
  } catch {
    return Date.now();
  }
}
