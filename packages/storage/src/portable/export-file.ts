import { createWriteStream, fchmodSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError } from '../errors.js';
import { checkReplaceable } from '../files/replaceable.js';
import { syncFolder } from '../files/sync-folder.js';
import { removeUnfinished, unfinishedPath } from '../files/unfinished.js';
import { zlib } from '../lazy-builtins.js';
import { type ExportOptions, type ExportReport, exportRows } from './export.js';

/**
 * Exports into a file that only its owner can read; compressed when its name ends in `.gz`. It
 * appears whole, under its name, once all is on the disk; one that was there is replaced.
 * @throws StorageError when the file can't be written or the work is stopped; then there is none.
 */
export async function exportToFile(
  db: SpoorDatabase,
  path: string,
  options: ExportOptions = {},
): Promise<ExportReport> {
  checkReplaceable(path);
  const temporary = unfinishedPath(path);
  const fd = openNew(temporary, path);
  try {
    // The umask may have taken even our own bits.
    fchmodSync(fd, 0o600);
    const report = await writeTo(fd, db, path.endsWith('.gz'), options);
    renameSync(temporary, path);
    syncFolder(dirname(path));
    removeUnfinished(path);
    return report;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asStorageError(error, path);
  }
}

/** @throws StorageError that names the file which it is to become. */
function openNew(temporary: string, path: string): number {
  try {
    return openSync(temporary, 'wx', 0o600);
  } catch (error) {
    throw asStorageError(error, path);
  }
}

async function writeTo(
  fd: number,
  db: SpoorDatabase,
  compress: boolean,
  options: ExportOptions,
): Promise<ExportReport> {
  let report: ExportReport = { sessions: 0, rows: 0, tables: {} };
  async function* chunks() {
    report = yield* exportRows(db, options);
  }
  // A stream of plain files syncs before it closes.
  const file = createWriteStream('', { fd, flush: true });
  const source = Readable.from(chunks());
  if (compress) await pipeline(source, zlib().createGzip(), file);
  else await pipeline(source, file);
  return report;
}
