import { lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, type RedactOptions } from '@spoor/core';
import { isCompressed, listBackups, readStart } from '../backups/backup-files.js';
import { compressFile, unpackFile } from '../backups/compress.js';
import { copyDatabase } from '../backups/copy-database.js';
import { verifyDatabase } from '../backups/verify-database.js';
import { withWorkspace } from '../backups/workspace.js';
import { SpoorDatabase } from '../database/spoor-database.js';
import { namesIn } from '../files/names-in.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { overwriteBytes } from './overwrite-bytes.js';
import { scanRows } from './scan-rows.js';
import { Tally } from './tally.js';

/** What was found in a backup. */
export interface ScannedBackup {
  readonly path: string;
  /** Values that hold something; null where the backup can't be read. */
  readonly values: number | null;
  /** Whether they are taken out now. */
  readonly mended: boolean;
  /** Why it could not be looked through, or mended. */
  readonly failure?: string;
}

/**
 * Looks through the backups in a folder, and writes those anew that hold something. A backup of an
 * older schema has the present one then; it keeps its name.
 */
export async function scanBackups(
  folder: string,
  scan: LongWork & { readonly redaction: RedactOptions; readonly mend: boolean },
): Promise<ScannedBackup[]> {
  const scanned: ScannedBackup[] = [];
  for (const { path } of listBackups(folder)) {
    stopIfAsked(scan);
    try {
      const values = await withWorkspace(folder, (workspace) => scanBackup(path, workspace, scan));
      scanned.push({ path, values, mended: scan.mend && values > 0 });
    } catch (error) {
      stopIfAsked(scan);
      scanned.push({ path, values: null, mended: false, failure: messageOf(error) });
    }
  }
  return scanned;
}

/** Files beside the database that may hold what it held: backups, and what repairs set aside. */
export function copiesIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => !name.startsWith('.'))
      .map((name) => join(folder, name))
      .filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined)
      .sort(),
  );
}

async function scanBackup(
  path: string,
  workspace: string,
  scan: LongWork & { readonly redaction: RedactOptions; readonly mend: boolean },
): Promise<number> {
  const copy = join(workspace, 'backup.db');
  const isPacked = isCompressed(readStart(path, 2));
  if (isPacked) await unpackFile(path, copy, scan);
  else await copyDatabase(path, copy, () => null, scan);
  verifyDatabase(copy);
  const db = new SpoorDatabase({ path: copy });
  const tally = new Tally();
  try {
    const { redaction, mend, signal } = scan;
    await scanRows(db, { redaction, mend, signal, tally, beforeChange: () => undefined });
    if (mend && tally.total() > 0) {
      await overwriteBytes(db, { signal, walTimeoutMs: 1_000 });
      db.getDb().pragma('journal_mode=DELETE');
    }
  } finally {
    db.close();
  }
  if (scan.mend && tally.total() > 0) await putBack(copy, path, isPacked, workspace, scan);
  return tally.total();
}

async function putBack(
  copy: string,
  path: string,
  isPacked: boolean,
  workspace: string,
  work: LongWork,
): Promise<void> {
  verifyDatabase(copy);
  const packed = join(workspace, 'backup.db.gz');
  if (isPacked) await compressFile(copy, packed, work);
  renameSync(isPacked ? packed : copy, path);
}
