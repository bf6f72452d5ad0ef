import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime, UsageError } from '@spoor/core';
import { backUp, readBackup } from './backup.js';
import type { HookContext } from './context.js';
import { readHookSource } from './hook-source.js';
import {
  type InstalledSettings,
  type Original,
  readInstallRecord,
  writeInstallRecord,
} from './install-record.js';
import { installWarnings } from './install-warnings.js';
import { hookFolder, launcherPath, putLauncher } from './launcher.js';
import {
  type CreatedContainers,
  type HookChange,
  planInstall,
  type SettingsPlan,
  unifiedDiff,
} from './plan.js';
import { HOOK_PROFILES, type HookProfile, profileEvents } from './profiles.js';
import { realPath } from './real-path.js';
import { refuseUnsuitable } from './refuse.js';
import { type HookScope, type ScopeChoice, settingsPath } from './scope.js';
import {
  asSettingsError,
  fingerprint,
  readSettingsFile,
  requireWritable,
  type SettingsFile,
  writeSettingsFile,
} from './settings-file.js';
import { readShape } from './settings-shape.js';

/** What to install, and where. */
export interface InstallOptions extends ScopeChoice {
  readonly context: HookContext;
  readonly profile?: HookProfile;
  /** Change nothing, only say what would change. */
  readonly dryRun?: boolean;
}

/** What was installed, or would be. */
export interface InstallResult {
  readonly scope: HookScope;
  readonly path: string;
  readonly profile: HookProfile;
  readonly events: readonly string[];
  /** Whether the settings file's text changed, or would. */
  readonly changed: boolean;
  readonly changes: readonly HookChange[];
  readonly diff: string;
  readonly dryRun: boolean;
  readonly backup: string | null;
  readonly launcher: string;
  readonly warnings: readonly string[];
}

/**
 * Adds Spoor's entries to a settings file of the client and puts the hook into the data folder.
 * @throws SpoorError when the file can't be edited safely; nothing is changed then.
 */
export function installHooks(options: InstallOptions): InstallResult {
  const { context, dryRun = false, profile = 'standard' } = options;
  if (!HOOK_PROFILES.includes(profile)) {
    throw new UsageError(`\`--events\` is one of ${HOOK_PROFILES.join(', ')}.`);
  }
  refuseUnsuitable(context);
  readHookSource(context.hookSource);
  const file = readSettingsFile(settingsPath(context, options));
  const events = profileEvents(profile, context.clientVersion);
  const plan = planInstall(file.text, file.path, events, launcherPath(context));
  const changed = plan.text !== file.text;
  if (changed) requireWritable(file, context.uid);
  const scope = options.file === undefined ? (options.scope ?? 'user') : 'file';
  const names = events.map(({ name }) => name);
  const backup = dryRun ? null : apply(file, plan, { context, scope, profile, events: names });
  return {
    scope,
    path: file.path,
    profile,
    events: names,
    changed,
    changes: plan.changes,
    diff: unifiedDiff(file.path, file.text, plan.text),
    dryRun,
    backup,
    launcher: launcherPath(context),
    warnings: installWarnings(context, file, scope),
  };
}

interface Wanted {
  readonly context: HookContext;
  readonly scope: HookScope;
  readonly profile: HookProfile;
  readonly events: readonly string[];
}

function apply(file: SettingsFile, plan: SettingsPlan, wanted: Wanted): string | null {
  const { context } = wanted;
  try {
    const launcher = putLauncher(context);
    const folder = hookFolder(context);
    const record = readInstallRecord(folder);
    const known = record.settings[file.target];
    const place = { folder, uid: context.uid, now: context.now() };
    const changed = plan.text !== file.text;
    const keep = known?.original?.kind === 'backup' ? [known.original.path] : [];
    const backup = changed ? (backUp(file, place, keep) ?? null) : null;
    const original = originalOf(file, backup, known);
    const bytes = changed ? writeSettingsFile(file, plan.text) : file.bytes;
    const { node, hook, version } = launcher;
    const entry = describe(file, plan, wanted, known, original, bytes ?? Buffer.alloc(0));
    writeInstallRecord(folder, {
      version: 1,
      launcher: { node, hook, version, ...maintenanceOf(context, node) },
      settings: { ...record.settings, [file.target]: entry },
    });
    return backup;
  } catch (error) {
    throw asSettingsError(error, file.path);
  }
}

/** The command lies beside the hook in the package that it is installed from. */
function maintenanceOf({ hookSource }: HookContext, node: string): { maintain?: string[] } {
  const script = join(dirname(hookSource.hook), '..', 'spoor-hooks.js');
  return existsSync(script) ? { maintain: [node, realPath(script), 'maintain'] } : {};
}

/** What `uninstall` puts back, as long as nobody else edits the file. */
function originalOf(
  file: SettingsFile,
  backup: string | null,
  known: InstalledSettings | undefined,
): Original | null {
  if (file.bytes === undefined) {
    return { kind: 'absent', folderCreated: !existsSync(dirname(file.target)) };
  }
  const untouched = known !== undefined && known.sha256 === fingerprint(file.bytes);
  if (untouched) {
    const { original } = known;
    const lost = original?.kind === 'backup' && !readBackup(original.path, original.sha256);
    return lost ? null : original;
  }
  if (holdsOwn(file) || backup === null) return null;
  return { kind: 'backup', path: backup, sha256: fingerprint(file.bytes) };
}

function describe(
  file: SettingsFile,
  plan: SettingsPlan,
  { context, scope, profile, events }: Wanted,
  known: InstalledSettings | undefined,
  original: Original | null,
  bytes: Uint8Array,
): InstalledSettings {
  return {
    scope,
    path: file.path,
    profile,
    events,
    installedAt: known?.installedAt ?? isoTime(context.now()),
    sha256: fingerprint(bytes),
    original,
    created: allCreated(file, plan, known),
  };
}

function allCreated(
  file: SettingsFile,
  { created }: SettingsPlan,
  known: InstalledSettings | undefined,
): CreatedContainers | null {
  if (known === undefined) return holdsOwn(file) ? null : created;
  if (known.created === null) return null;
  return {
    hooks: known.created.hooks || created.hooks,
    events: [...new Set([...known.created.events, ...created.events])],
  };
}

function holdsOwn(file: SettingsFile): boolean {
  return readShape(file.text, file.path).events.some(({ groups }) =>
    groups.some(({ handlers }) => handlers.some(({ own }) => own)),
  );
}
