import type { SpoorDatabase } from '../database/spoor-database.js';
import { asStorageError, StorageError } from '../errors.js';
import { trackRun } from './maintenance-runs.js';

/**
 * Looks through the database's pages, without comparing indexes with their tables.
 * @throws StorageError `CORRUPT`
 */
export async function quickCheck(db: SpoorDatabase): Promise<void> {
  const look = async () => {
    const [first] = problemsOf(db);
    if (first !== undefined) {
      throw new StorageError('CORRUPT', `${db.getDb().name}: is damaged: ${first}`);
    }
  };
  await trackRun(db, 'check', look, () => ({ kind: 'quick' }));
}

function problemsOf(db: SpoorDatabase): string[] {
  const handle = db.getDb();
  try {
    const rows = handle.pragma('quick_check(10)') as { quick_check: string }[];
    return rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
  } catch (error) {
    throw asStorageError(error, handle.name);
  }
}
