import {
  type ConfiguredOptions,
  type MaintainOptions,
  type MaintainReport,
  maintain,
  SpoorDatabase,
} from '@spoor/storage';
import { catchUp } from './catch-up.js';
import type { CatchUpTranscripts } from './transcript/catch-up-transcripts.js';

/** Which store to look after, and how. */
export interface MaintainStoreOptions extends Omit<MaintainOptions, 'catchUp'> {
  readonly database: ConfiguredOptions['database'];
  readonly spoolDirs: readonly string[];
  /** How transcripts are read; absent: they are not. */
  readonly transcripts?: CatchUpTranscripts | undefined;
}

/**
 * Does the daily upkeep of a store that hooks record into: with what waits in its spools, and the
 * sessions whose client is gone.
 * @throws StorageError when the database can't be used at all.
 */
export async function maintainStore(options: MaintainStoreOptions): Promise<MaintainReport> {
  const { database, spoolDirs, transcripts, ...rest } = options;
  const db = new SpoorDatabase(database);
  try {
    return await maintain(db, {
      ...rest,
      catchUp: () => {
        catchUp({ databasePath: database.path, spoolDirs, transcripts });
      },
    });
  } finally {
    db.close();
  }
}
