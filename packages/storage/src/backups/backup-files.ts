import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IsoTime } from '@spoor/core';
import { namesIn } from '../files/names-in.js';
import { zlib } from '../lazy-builtins.js';

/** A backup that is whole. */
export interface BackupFile {
  readonly path: string;
  readonly createdAt: IsoTime;
  readonly sizeBytes: number;
  /** Why it was made, such as `before-restore`; null for an ordinary one. */
  readonly reason: string | null;
  /** Absent where the file can't be read. */
  readonly schemaVersion?: number;
}

/** The backups in a folder, the newest first; what has another name is none. */
export function listBackups(folder: string): BackupFile[] {
  return namesIn(folder)
    .map((name) => describe(join(folder, name)))
    .filter((file) => file !== null)
    .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1));
}

const NAME = /^spoor-(\d{4}-\d\d-\d\dT)(\d\d)-?(\d\d)-?(\d\d\.\d{3}Z)(?:-([\w-]+))?\.db(?:\.gz)?$/;

function describe(path: string): BackupFile | null {
  const [, day, hours, minutes, seconds, reason = null] = NAME.exec(basename(path)) ?? [];
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (day === undefined || stats?.isFile() !== true) return null;
  const schemaVersion = schemaOf(path);
  return {
    path,
    createdAt: `${day}${hours}:${minutes}:${seconds}`,
    sizeBytes: stats.size,
    reason,
    ...(schemaVersion === null ? {} : { schemaVersion }),
  };
}

/** `PRAGMA user_version`, where the file's header has it (SQLite's file format, 1.3). */
const USER_VERSION_OFFSET = 60;
const HEADER_BYTES = 100;

function schemaOf(path: string): number | null {
  try {
    const start = readStart(path, 16_384);
    const header = isCompressed(start)
      ? zlib().gunzipSync(start, { finishFlush: zlib().constants.Z_SYNC_FLUSH })
      : start;
    return header.length < HEADER_BYTES ? null : header.readUInt32BE(USER_VERSION_OFFSET);
  } catch {
    return null;
  }
}

/** Whether a file's first bytes are gzip's (RFC 1952, 2.3.1). */
export function isCompressed(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The first bytes of a file, at most so many. */
export function readStart(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(file, buffer, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
