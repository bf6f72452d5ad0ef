import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IsoTime, isJsonObject } from '@spoor/core';
import { writeAtomically } from '@spoor/storage';
import type { CreatedContainers } from './plan.js';
import type { HookProfile } from './profiles.js';
import type { HookScope } from './scope.js';

/** What a settings file was before Spoor's entries came into it. */
export type Original =
  | { readonly kind: 'absent'; readonly folderCreated: boolean }
  | { readonly kind: 'backup'; readonly path: string; readonly sha256: string };

/** One settings file that holds Spoor's entries. */
export interface InstalledSettings {
  readonly scope: HookScope;
  readonly path: string;
  readonly profile: HookProfile;
  readonly events: readonly string[];
  readonly installedAt: IsoTime;
  /** Of the file as the installer left it. */
  readonly sha256: string;
  /** Null when the file was edited between two installs: its entries are then taken out one by one. */
  readonly original: Original | null;
  /** Null when it isn't known: whatever becomes empty then goes with the entries. */
  readonly created: CreatedContainers | null;
}

/** What is installed where: `install.json` in the data folder's `hook`. */
export interface InstallRecord {
  readonly version: 1;
  readonly launcher: {
    readonly node: string;
    readonly hook: string;
    readonly version: string;
    /** The command of the daily upkeep: a program and its arguments. */
    readonly maintain?: readonly string[];
  } | null;
  /** By the settings file's real path. */
  readonly settings: Readonly<Record<string, InstalledSettings>>;
}

const NOTHING: InstallRecord = { version: 1, launcher: null, settings: {} };

/** Reads the record; one that isn't there, or can't be read, says that nothing is installed. */
export function readInstallRecord(folder: string): InstallRecord {
  try {
    const value: unknown = JSON.parse(readFileSync(recordPath(folder), 'utf8'));
    return isRecord(value) ? value : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Writes the record when it differs from the one on the disk. */
export function writeInstallRecord(folder: string, record: InstallRecord): void {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  if (text === `${JSON.stringify(readInstallRecord(folder), null, 2)}\n`) return;
  writeAtomically(recordPath(folder), text, { mode: 0o600 });
}

function recordPath(folder: string): string {
  return join(folder, 'install.json');
}

function isRecord(value: unknown): value is InstallRecord {
  return isJsonObject(value) && value['version'] === 1 && isJsonObject(value['settings']);
}
