import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { resolvePaths, UsageError } from '@spoor/core';
import type { HookContext } from './context.js';
import { realPath } from './real-path.js';

/** Which of the client's settings files. */
export type HookScope = 'user' | 'project' | 'local' | 'file';

/** A scope and, for `file`, which one. */
export interface ScopeChoice {
  readonly scope?: HookScope;
  /** The settings file of the scope `file`. */
  readonly file?: string;
}

/** The settings file of a scope. */
export function settingsPath(context: HookContext, choice: ScopeChoice): string {
  if (choice.file !== undefined || choice.scope === 'file') {
    if (!choice.file) throw new UsageError('`--settings` needs the path of a file.');
    return resolve(context.cwd, choice.file);
  }
  if (choice.scope === 'project') return join(projectRoot(context), '.claude', 'settings.json');
  if (choice.scope === 'local') return join(projectRoot(context), '.claude', 'settings.local.json');
  return join(resolvePaths(context).claudeDir, 'settings.json');
}

/** The settings files that the client reads here, each file once. */
export function knownScopes(
  context: HookContext,
  others: readonly string[] = [],
): { scope: HookScope; path: string }[] {
  const named = (['user', 'project', 'local'] as const).map((scope) => ({
    scope,
    path: settingsPath(context, { scope }),
  }));
  const all = [...named, ...others.map((path) => ({ scope: 'file' as const, path }))];
  const seen = new Set<string>();
  return all.filter(({ path }) => {
    const real = realPath(path);
    return !seen.has(real) && seen.add(real);
  });
}

/** The settings that an organisation manages on this machine. */
export function managedSettingsPath(context: HookContext): string {
  if (context.managedSettings !== undefined) return context.managedSettings;
  return context.platform === 'darwin'
    ? '/Library/Application Support/ClaudeCode/managed-settings.json'
    : '/etc/claude-code/managed-settings.json';
}

/** The nearest folder upwards with a `.git` or the project's own `.claude`; else where we are. */
function projectRoot(context: HookContext): string {
  const stop = new Set([context.homeDir, dirname(resolvePaths(context).claudeDir)]);
  for (let folder = context.cwd; ; folder = dirname(folder)) {
    const own = folder === context.cwd || !stop.has(folder);
    if (own && ['.git', '.claude'].some((name) => exists(join(folder, name)))) return folder;
    if (stop.has(folder) || dirname(folder) === folder) return context.cwd;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
