import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { resolvePaths } from '@spoor/core';
import { syncFolder, writeAtomically } from '@spoor/storage';
import { crypto } from '../crypto.js';
import { compileHook } from './compile-hook.js';
import type { HookContext } from './context.js';
import { LAUNCHER_NAME } from './entries.js';
import {
  copyHook,
  FILE_KINDS,
  HOOK_FILES,
  type HookContent,
  readHookSource,
} from './hook-source.js';
import { type LauncherTarget, launcherScript } from './launcher-script.js';
import { makePrivateFolder } from './private-folder.js';
import { realPath } from './real-path.js';
import { syncFiles } from './sync-files.js';

/** Where the launcher and what it starts lie. */
export interface Launcher extends LauncherTarget {
  readonly path: string;
  readonly version: string;
}

/** The folder that holds the launcher and the hooks by version. */
export function hookFolder(context: HookContext): string {
  return join(realPath(resolvePaths(context).dataDir), 'hook');
}

/** Where the settings' entries find the launcher. */
export function launcherPath(context: HookContext): string {
  return join(hookFolder(context), LAUNCHER_NAME);
}

/**
 * Puts the hook executable and the launcher into the data folder. What is there already and the
 * same is not touched; a different build of the same version goes into a folder of its own, so that
 * a hook that runs meanwhile keeps its files.
 */
export function putLauncher(context: HookContext): Launcher {
  const source = readHookSource(context.hookSource);
  const { dataDir } = resolvePaths(context);
  makePrivateFolder(dataDir, context.uid);
  const folder = hookFolder(context);
  makePrivateFolder(folder, context.uid);
  chmodSync(folder, 0o700);
  const name = putHook(folder, context, source);
  const target = {
    node: realPath(context.nodePath),
    hook: join(folder, name, HOOK_FILES.hook),
    dataDir: unusualDataDir(context),
  };
  const path = join(folder, LAUNCHER_NAME);
  const script = launcherScript(target);
  if (readText(path) !== script || (statSync(path).mode & 0o777) !== 0o700) {
    writeAtomically(path, script, { mode: 0o700 });
  }
  removeOldHooks(folder, name);
  removeUnfinishedHooks(folder);
  return { ...target, path, version: context.hookSource.version };
}

/** Takes away what `putLauncher` put there; a session that still calls it goes on in silence. */
export function removeLauncher(context: HookContext): void {
  const folder = hookFolder(context);
  rmSync(join(folder, LAUNCHER_NAME), { force: true });
  for (const name of hookVersions(folder)) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  removeUnfinishedHooks(folder);
}

function putHook(folder: string, context: HookContext, content: HookContent): string {
  const { version } = context.hookSource;
  const hash = crypto().createHash('sha256');
  for (const file of FILE_KINDS) hash.update(content[file]);
  const candidates = [version, `${version}-${hash.digest('hex').slice(0, 12)}`];
  const same = candidates.find((name) => holds(join(folder, name), content));
  if (same !== undefined) return same;
  const name = candidates.find((candidate) => !existsSync(join(folder, candidate)));
  const free = name ?? `${version}-${crypto().randomBytes(6).toString('hex')}`;
  const temporary = join(folder, `.${free}.${crypto().randomBytes(6).toString('hex')}`);
  compileHook(realPath(context.nodePath), copyHook(context.hookSource, temporary));
  syncFiles(temporary);
  try {
    renameSync(temporary, join(folder, free));
    syncFolder(folder);
    return free;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (holds(join(folder, free), content)) return free;
    throw error;
  }
}

function holds(folder: string, content: HookContent): boolean {
  try {
    return FILE_KINDS.every((file) =>
      readFileSync(join(folder, HOOK_FILES[file])).equals(content[file]),
    );
  } catch {
    return false;
  }
}

/** The folder of the version before stays too: a hook may just be starting from it. */
function removeOldHooks(folder: string, current: string): void {
  const old = hookVersions(folder).filter((name) => name !== current);
  for (const name of old.slice(0, -1)) rmSync(join(folder, name), { recursive: true, force: true });
}

function hookVersions(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && existsSync(join(folder, name, HOOK_FILES.hook)))
    .sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
}

/** An installer is done with a hook's folder in less, ms; one that lies longer was killed. */
const UNFINISHED_MS = 3_600_000;

/** Hooks that are being put together have a name with a dot at its beginning. */
function removeUnfinishedHooks(folder: string): void {
  if (!existsSync(folder)) return;
  const unfinished = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name.startsWith('.'),
  );
  for (const { name } of unfinished) {
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > UNFINISHED_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** The data folder, if a session without this process's variables would not find it. */
function unusualDataDir(context: HookContext): string | undefined {
  const { dataDir } = resolvePaths(context);
  const usual = resolvePaths({ ...context, env: {} }).dataDir;
  return dataDir === usual ? undefined : realPath(dataDir);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
