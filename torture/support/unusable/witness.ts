import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What is remembered of files, by path. */
export type Testimony = ReadonlyMap<string, string>;

/** Remembers files and folders, with all that is in those: content, mode, owner, times. */
export function witness(paths: readonly string[]): Testimony {
  return new Map(paths.flatMap(told));
}

/** What is different by now; a line each. */
export function changes(before: Testimony, paths: readonly string[]): string[] {
  const now = witness(paths);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((path) => before.get(path) !== now.get(path))
    .map((path) => `${path} was ${before.get(path) ?? 'not there'}, is ${now.get(path) ?? 'gone'}`);
}

function told(path: string): [string, string][] {
  if (!existsSync(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined) return [];
  const { mode, uid, gid, ino, nlink, size, mtimeMs } = lstatSync(path);
  const stats = [mode.toString(8), uid, gid, ino, nlink, size, mtimeMs].join(' ');
  const inside = lstatSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => told(join(path, name)))
    : [];
  return [[path, `${stats} ${contentOf(path)}`], ...inside];
}

/** Pipes and devices are not read: that might never end. */
function contentOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return readlinkSync(path);
  if (!stats.isFile()) return '';
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}
