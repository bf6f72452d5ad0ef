import {
  type ConfiguredOptions,
  type MaintainOptions,
  type MaintainReport,
  maintain,
  SpoorDatabase,
} from '@spoor/storage';
import { catchUp } from './catch-up.js';

/** Which store to look after, and how. */
export interface MaintainStoreOptions extends Omit<MaintainOptions, 'catchUp'> {
  readonly database: ConfiguredOptions['database'];
  readonly spoolDirs: readonly string[];
}

/**
 * Does the daily upkeep of a store that hooks record into: with what waits in its spools, and the
 * sessions whose client is gone.
 * @throws StorageError when the database can't be used at all.
 */
export async function maintainStore(options: MaintainStoreOptions): Promise<MaintainReport> {
  const { database, spoolDirs, ...rest } = options;
  const db = new SpoorDatabase(database);
  try {
    return await maintain(db, {
      ...rest,
      catchUp: () => {
        catchUp({ databasePath: database.path, spoolDirs });
      },
    });
  } finally {
    db.close();
  }
}
