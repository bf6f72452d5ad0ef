import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Workplace } from '@spoor/core';

/** Linux takes no longer path. One of a megabyte has half a million folders above it to look at. */
const LONGEST_PATH = 4_096;

/** Git's own files that name something are shorter. */
const NAME_BYTES = 4_096;

/**
 * Finds the project and the branch of a folder by looking at files; git is not run.
 * The project is the real path of the main worktree's root, else of the folder itself.
 * A folder that is gone belongs to what is above it, as one that is there. Never throws.
 */
export function findWorkplace(cwd: string): Workplace {
  if (!isAbsolute(cwd)) return { cwd };
  if (cwd.length > LONGEST_PATH) return { cwd, projectId: cwd };
  const folder = realPath(cwd);
  const repository = findRepository(folder);
  if (repository === undefined) return { cwd, projectId: folder };
  const branch = branchOf(repository.gitDir);
  return {
    cwd,
    projectId: realPath(repository.root),
    ...(branch === undefined ? {} : { gitBranch: branch }),
  };
}

interface Repository {
  /** The main worktree's root. */
  readonly root: string;
  /** Where this worktree's HEAD is. */
  readonly gitDir: string;
}

function findRepository(cwd: string): Repository | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    const stats = statsOf(git);
    if (stats?.isDirectory() === true) return { root: folder, gitDir: git };
    if (stats?.isFile() === true) return linkedRepository(folder, git);
    if (folder === dirname(folder)) return undefined;
  }
}

/** A worktree's `.git` is a file that names its folder, whose `commondir` names the main one's. */
function linkedRepository(folder: string, git: string): Repository {
  const named = /^gitdir: (.+)/.exec(readText(git) ?? '')?.[1];
  if (named === undefined) return { root: folder, gitDir: git };
  const gitDir = resolve(folder, named);
  const common = readText(join(gitDir, 'commondir'))?.trim();
  // A submodule has a folder of its own and no `commondir`: it is a project by itself.
  if (common === undefined) return { root: folder, gitDir };
  const mainGit = resolve(gitDir, common);
  // A bare repository, often named `x.git`, is a root by itself.
  return { root: basename(mainGit) === '.git' ? dirname(mainGit) : mainGit, gitDir };
}

function branchOf(gitDir: string): string | undefined {
  const head = readText(join(gitDir, 'HEAD'))?.trim() ?? '';
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  return branch ?? /^[0-9a-f]{7}/.exec(head)?.[0];
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Reads the beginning of a small file. In a hostile repository there may be a pipe in its place,
 * which would block for ever, or gigabytes.
 */
function readText(path: string): string | undefined {
  const { O_RDONLY, O_NONBLOCK } = constants;
  let file: number | undefined;
  try {
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, O_RDONLY | (O_NONBLOCK ?? 0));
    if (!fstatSync(file).isFile()) return undefined;
    const bytes = Buffer.allocUnsafe(NAME_BYTES);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, NAME_BYTES, 0));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
