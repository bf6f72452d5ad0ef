import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SpoorError } from '@spoor/core';

const MAX_LINKS = 40;

/** A path with every link resolved, also where its last parts don't exist yet. */
export function realPath(path: string, links = 0): string {
  if (links > MAX_LINKS) throw new SpoorError(`${path}: too many symbolic links.`);
  const real = tryRealPath(path);
  if (real !== undefined) return real;
  const parent = dirname(path);
  if (parent === path) return path;
  const here = join(realPath(parent, links + 1), basename(path));
  const target = linkTarget(here);
  return target === undefined ? here : realPath(resolve(dirname(here), target), links + 1);
}

function tryRealPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
