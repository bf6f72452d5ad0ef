import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type IsoTime, isoTime } from '@spoor/core';
import { writeAtomically } from '@spoor/storage';
import { crypto } from '../crypto.js';
import { makePrivateFolder } from './private-folder.js';
import { fingerprint, type SettingsFile } from './settings-file.js';

const KEPT = 5;

/** Where and when. */
export interface BackupPlace {
  /** The data folder's `hook`. */
  readonly folder: string;
  readonly uid: number | undefined;
  readonly now: number;
}

/**
 * Copies a settings file into the data folder, for this user alone, and keeps the last few copies
 * of each file. Returns the copy's path; a file that isn't there has none.
 */
export function backUp(
  file: SettingsFile,
  place: BackupPlace,
  keep: readonly string[],
): string | undefined {
  if (file.bytes === undefined) return undefined;
  const folder = join(place.folder, 'settings-backups');
  makePrivateFolder(folder, place.uid);
  const prefix = `${nameOf(file.target)}-`;
  const path = join(folder, `${prefix}${stamp(isoTime(place.now))}.json`);
  writeAtomically(path, file.bytes, { mode: 0o600 });
  const copies = readdirSync(folder).filter((name) => name.startsWith(prefix));
  for (const name of copies.sort().slice(0, -KEPT)) {
    if (!keep.includes(join(folder, name))) rmSync(join(folder, name), { force: true });
  }
  return path;
}

/** The bytes of a backup, if it is still there and still what it was. */
export function readBackup(path: string, sha256: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    return fingerprint(bytes) === sha256 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(target: string): string {
  const hash = crypto().createHash('sha256').update(target).digest('hex').slice(0, 8);
  return `${basename(target, '.json')}-${hash}`;
}

function stamp(time: IsoTime): string {
  return time.replaceAll(/[-:.]/g, '');
}
