import { readFileSync } from 'node:fs';
import type { HookContext } from './context.js';
import { readInstallRecord } from './install-record.js';
import { hookFolder } from './launcher.js';
import { realPath } from './real-path.js';
import { type HookScope, knownScopes, managedSettingsPath } from './scope.js';
import { readSettingsFile, type SettingsFile } from './settings-file.js';
import { readShape, type SettingsShape } from './settings-shape.js';

/** What a user should know before relying on an installation. */
export function installWarnings(
  context: HookContext,
  file: SettingsFile,
  scope: HookScope,
): string[] {
  const shape = readShape(file.text, file.path);
  const recorded = Object.values(readInstallRecord(hookFolder(context)).settings);
  const others = knownScopes(
    context,
    recorded.map(({ path }) => path),
  ).filter(({ path }) => realPath(path) !== file.target);
  const warnings = others.flatMap(({ path }) => warnOfOther(path));
  if (shape.disabled) warnings.unshift(disabledWarning(file.path));
  if (!shape.strict) warnings.unshift(notStrictWarning(file.path));
  if (scope === 'project') {
    warnings.push(
      `${file.path} may be shared: for others the entries do nothing. \`--local\` is for you alone.`,
    );
  }
  return [...warnings, ...managedWarnings(context)];
}

/** Says that the client ignores a settings file whole. */
export function notStrictWarning(path: string): string {
  return `${path} has comments or trailing commas: the client ignores the whole file, Spoor's entries included. Take them out.`;
}

/** Says that the settings switch hooks off. */
export function disabledWarning(path: string): string {
  return `${path} has \`disableAllHooks\`: nothing is recorded until it is taken out.`;
}

/** What an organisation's settings do to the user's hooks. */
export function managedWarnings(context: HookContext): string[] {
  const path = managedSettingsPath(context);
  try {
    const managed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const settings = new Map(Object.entries(managed ?? {}));
    return ['disableAllHooks', 'allowManagedHooksOnly']
      .filter((key) => settings.get(key) === true)
      .map(
        (key) => `${path} has \`${key}\`: your organisation's settings keep hooks from running.`,
      );
  } catch {
    return [];
  }
}

function warnOfOther(path: string): string[] {
  const shape = readQuietly(path);
  if (shape === undefined) return [];
  const own = shape.events.some(({ groups }) =>
    groups.some(({ handlers }) => handlers.some((handler) => handler.own)),
  );
  const warnings = shape.disabled ? [disabledWarning(path)] : [];
  if (own) {
    warnings.push(
      `Spoor is installed in ${path} too: events may be recorded twice. Uninstall one of the two.`,
    );
  }
  return warnings;
}

function readQuietly(path: string): SettingsShape | undefined {
  try {
    return readShape(readSettingsFile(path).text, path);
  } catch {
    return undefined;
  }
}
