import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backUp, readBackup } from './backup.js';
import type { HookContext } from './context.js';
import {
  type InstalledSettings,
  type InstallRecord,
  readInstallRecord,
  writeInstallRecord,
} from './install-record.js';
import { hookFolder, removeLauncher } from './launcher.js';
import { type HookChange, planUninstall, unifiedDiff } from './plan.js';
import { refusePlatform } from './refuse.js';
import { type HookScope, type ScopeChoice, settingsPath } from './scope.js';
import {
  asSettingsError,
  fingerprint,
  readSettingsFile,
  requireUnchanged,
  requireWritable,
  type SettingsFile,
  writeSettingsBytes,
} from './settings-file.js';

/** What to take out, and of which file. */
export interface UninstallOptions extends ScopeChoice {
  readonly context: HookContext;
  /** Change nothing, only say what would change. */
  readonly dryRun?: boolean;
}

/** What was taken out, or would be. */
export interface UninstallResult {
  readonly scope: HookScope;
  readonly path: string;
  readonly changed: boolean;
  readonly changes: readonly HookChange[];
  readonly diff: string;
  readonly dryRun: boolean;
  readonly backup: string | null;
  /** Whether the file has the very bytes again that it had before Spoor was installed. */
  readonly restored: boolean;
}

/**
 * Takes exactly Spoor's entries out of a settings file. A file that nobody else touched gets its
 * old bytes back, and goes if there was none.
 * @throws SpoorError when the file can't be edited safely; nothing is changed then.
 */
export function uninstallHooks(options: UninstallOptions): UninstallResult {
  const { context, dryRun = false } = options;
  refusePlatform(context);
  const file = readSettingsFile(settingsPath(context, options));
  const folder = hookFolder(context);
  const record = readInstallRecord(folder);
  const known = record.settings[file.target];
  const plan = planUninstall(file.text, file.path, known?.created ?? null);
  const original = originalBytes(file, known);
  const bytes = original === undefined ? rebuilt(file, plan.text) : original;
  const changed = original !== undefined || plan.text !== file.text;
  if (changed) requireWritable(file, context.uid);
  const after = bytes === null ? '' : new TextDecoder().decode(bytes);
  const run = { context, folder, record, file };
  const backup = dryRun ? null : apply(run, changed, bytes, original !== undefined);
  return {
    scope: options.file === undefined ? (options.scope ?? 'user') : 'file',
    path: file.path,
    changed,
    changes: plan.changes,
    diff: unifiedDiff(file.path, file.text, after),
    dryRun,
    backup,
    restored: original !== undefined,
  };
}

interface Run {
  readonly context: HookContext;
  readonly folder: string;
  readonly record: InstallRecord;
  readonly file: SettingsFile;
}

function apply(
  { context, folder, record, file }: Run,
  changed: boolean,
  bytes: Uint8Array | null,
  restored: boolean,
): string | null {
  const known = record.settings[file.target];
  try {
    const place = { folder, uid: context.uid, now: context.now() };
    const backup = changed && !restored ? (backUp(file, place, []) ?? null) : null;
    if (changed && bytes !== null) writeSettingsBytes(file, bytes);
    if (changed && bytes === null) removeFile(file, known);
    if (known === undefined) return backup;
    const { [file.target]: _, ...settings } = record.settings;
    const last = Object.keys(settings).length === 0;
    if (last) removeLauncher(context);
    writeInstallRecord(folder, { ...record, launcher: last ? null : record.launcher, settings });
    if (restored && known.original?.kind === 'backup') rmSync(known.original.path, { force: true });
    return backup;
  } catch (error) {
    throw asSettingsError(error, file.path);
  }
}

/** The bytes of before, null for no file, undefined when the file was edited since. */
function originalBytes(
  file: SettingsFile,
  known: InstalledSettings | undefined,
): Uint8Array | null | undefined {
  if (known === undefined || file.bytes === undefined) return undefined;
  if (fingerprint(file.bytes) !== known.sha256 || known.original === null) return undefined;
  if (known.original.kind === 'absent') return null;
  return readBackup(known.original.path, known.original.sha256);
}

function rebuilt(file: SettingsFile, text: string): Uint8Array {
  const { bytes } = file;
  const mark = bytes?.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ?? false;
  return Buffer.from(mark ? `\u{feff}${text}` : text);
}

function removeFile(file: SettingsFile, known: InstalledSettings | undefined): void {
  requireUnchanged(file);
  rmSync(file.target);
  if (known?.original?.kind !== 'absent' || !known.original.folderCreated) return;
  try {
    rmdirSync(dirname(file.target));
  } catch {
    // Something else lives in the folder by now.
  }
}
