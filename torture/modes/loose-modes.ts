import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Call } from '../preload/calls.ts';
import type { Household } from './household.ts';

/** Bits that let others in. */
const OTHERS = 0o077;

/** Linux: an open that makes a file without a name. */
const O_TMPFILE = 0o20000000;

/** What a look at the recorded calls came to. */
export interface LookAtCalls {
  readonly files: number;
  readonly folders: number;
  readonly faults: readonly string[];
}

/** Looks for files and folders that others could get into at any instant from their making on. */
export function lookAtCalls(
  calls: readonly Call[],
  umask: number,
  household: Household,
): LookAtCalls {
  const faults: string[] = [];
  let files = 0;
  let folders = 0;
  for (const call of calls.filter(({ result }) => result >= 0)) {
    const { kind, name, path, mode, fileMode } = call;
    const makesFile = kind === 'open' && (call.created || (call.flags & O_TMPFILE) !== 0);
    const makes = makesFile || kind === 'mkdir';
    if (makesFile) files += 1;
    if (kind === 'mkdir') folders += 1;
    if (makes && (mode & ~umask & OTHERS) !== 0)
      faults.push(`${name} makes ${path} ${octal(mode)}`);
    if (isNotSpoors(path, household)) {
      if (kind === 'chmod') faults.push(`${name} changes ${path} to ${octal(mode)}`);
    } else if ((fileMode & OTHERS) !== 0 && !isOwnMode(call, household)) {
      faults.push(`${name} finds ${path} ${octal(fileMode & 0o777)}`);
    }
  }
  return { files, folders, faults };
}

/** Settings keep their own mode, so what takes their place gets it once it is whole. */
function isOwnMode({ path, path2, fileMode }: Call, { settings, modes }: Household): boolean {
  const isSettings = [path, path2].some(
    (one) =>
      one === settings ||
      (dirname(one) === dirname(settings) && basename(one).startsWith(`.${basename(settings)}.`)),
  );
  return isSettings && (fileMode & 0o777) === modes.get(settings);
}

function isNotSpoors(path: string, { modes, settings }: Household): boolean {
  return path !== settings && modes.has(path);
}

/** What lies there at the end and lets others in. */
export function lookAtFiles(folder: string, { modes }: Household): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !modes.has(path) && (lstatSync(path).mode & OTHERS) !== 0)
    .map((path) => `${path} is ${octal(lstatSync(path).mode & 0o777)}`);
}

function octal(mode: number): string {
  return mode.toString(8);
}
