import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, StorageError } from '../errors.js';
import { type ImportOptions, importRows } from './import.js';
import type { ImportReport } from './import-report.js';
import { readBytes } from './source.js';

/**
 * Imports a file that {@link exportToFile} wrote; see {@link importRows}.
 * @throws StorageError when it can't be read, or is no export.
 */
export async function importFile(
  db: SpoorDatabase,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  try {
    return await importRows(db, readBytes(path), options);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'BAD_FORMAT') {
      throw new StorageError('BAD_FORMAT', `${path}: ${error.message}`, { cause: error });
    }
    throw asStorageError(error, path);
  }
}
