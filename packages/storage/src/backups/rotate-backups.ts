import { rmSync } from 'node:fs';
import { addMs, isoTime } from '@spoor/core';
import { type BackupFile, listBackups } from './backup-files.js';

/** How many backups stay. */
export interface RotationOptions {
  /** Ordinary backups that stay, the newest; 7 by default. */
  readonly keep?: number;
  /** Ordinary backups that are older go too; the newest stays all the same. Null: any age. */
  readonly maxAgeDays?: number | null;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

const DAY_MS = 86_400_000;

/** Backups that were made before something that can't be taken back stay for so long. */
const REASONED_DAYS = 30;

/** Removes the backups that are one too many. @returns those that it removed. */
export function rotateBackups(folder: string, options: RotationOptions = {}): BackupFile[] {
  const { keep = 7, maxAgeDays = null, now = Date.now() } = options;
  const daysAgo = (days: number) => addMs(isoTime(now), -days * DAY_MS);
  const all = listBackups(folder);
  const isOld = ({ createdAt }: BackupFile) =>
    maxAgeDays !== null && createdAt < daysAgo(maxAgeDays);
  const surplus = all
    .filter(({ reason }) => reason === null)
    .filter((file, place) => place >= Math.max(1, keep) || (place > 0 && isOld(file)));
  const past = all.filter(
    ({ reason, createdAt }) => reason !== null && createdAt < daysAgo(REASONED_DAYS),
  );
  return [...surplus, ...past].filter(({ path }) => removed(path));
}

function removed(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}
