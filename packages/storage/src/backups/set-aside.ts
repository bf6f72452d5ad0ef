import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { giveName } from '../files/give-name.js';
import type { LongWork } from '../maintenance/long-work.js';
import type { BackupFile } from './backup-files.js';
import { backupName, newBackupFile } from './backup-name.js';
import { compressFile } from './compress.js';
import { beginSnapshot, copySnapshot, openReader } from './copy-database.js';
import { withWorkspace } from './workspace.js';

/** A database's content that is kept while something else takes its place. */
export interface Aside {
  /**
   * Settles which state is kept: the one of now. To be called when nobody else can write, just
   * before the content is replaced; it takes no time, for the copy is made afterwards.
   */
  freeze(): void;
  /** Makes the last copy, where there was a commit after the first one. */
  finish(options: { readonly compress: boolean }): Promise<BackupFile>;
}

/** Why content is set aside, and where. */
export interface AsideOptions extends LongWork {
  readonly folder: string;
  readonly reason: string;
  /** Looks the first copy through before it counts; left out where even a damaged one is kept. */
  readonly check?: (path: string) => unknown;
}

/**
 * Keeps a database's content, whole to the last commit, before something is done to it that can't
 * be taken back. It is copied before anybody must wait; what is committed until the moment itself is
 * seen by a reader that began at that moment, and copied from there when the others go on.
 * Killed in between, the first copy stays. When the replacing fails, no copy stays.
 * @throws StorageError
 */
export async function withContentSetAside<T>(
  path: string,
  options: AsideOptions,
  replace: (aside: Aside) => Promise<T>,
): Promise<T> {
  const reader = openReader(path);
  try {
    beginSnapshot(reader);
    const version = versionOf(reader);
    const first = await keep(reader, options);
    // A reader's transaction that is left open would let the WAL grow.
    reader.exec('COMMIT');
    let replaced = false;
    try {
      return await replace({
        freeze: () => beginSnapshot(reader),
        finish: async ({ compress }) => {
          replaced = true;
          const last =
            versionOf(reader) === version ? first : await keepLast(reader, first, options);
          reader.close();
          return compress ? compressBackup(last) : last;
        },
      });
    } finally {
      if (!replaced) rmSync(first.path, { force: true });
    }
  } finally {
    reader.close();
  }
}

/** Where there is no room for the last copy, the first one has all but the last moments. */
async function keepLast(
  reader: Handle,
  first: BackupFile,
  { folder, reason, onProgress }: AsideOptions,
): Promise<BackupFile> {
  try {
    const last = await keep(reader, { folder, reason, onProgress });
    rmSync(first.path);
    return last;
  } catch {
    return first;
  }
}

/** Changes when another connection has committed between two snapshots (SQLite, `data_version`). */
function versionOf(reader: Handle): unknown {
  return reader.pragma('data_version', { simple: true });
}

async function keep(
  reader: Handle,
  { folder, reason, check, signal, onProgress }: AsideOptions,
): Promise<BackupFile> {
  return withWorkspace(folder, async (workspace) => {
    const copy = join(workspace, 'spoor.db');
    await copySnapshot(reader, copy, { signal, onProgress });
    check?.(copy);
    const schemaVersion = Number(reader.pragma('user_version', { simple: true }));
    const { path, createdAt } = newBackupFile(folder, isoTime(Date.now()), reason, false);
    giveName(copy, path);
    return { path, createdAt, sizeBytes: statSync(path).size, reason, schemaVersion };
  });
}

/** Compresses a backup; where that fails, it stays as it is. */
async function compressBackup(file: BackupFile): Promise<BackupFile> {
  const folder = dirname(file.path);
  const path = join(folder, backupName(file.createdAt, file.reason, true));
  try {
    await withWorkspace(folder, async (workspace) => {
      const whole = join(workspace, 'spoor.db.gz');
      await compressFile(file.path, whole);
      giveName(whole, path);
    });
    rmSync(file.path);
    return { ...file, path, sizeBytes: statSync(path).size };
  } catch {
    return file;
  }
}
