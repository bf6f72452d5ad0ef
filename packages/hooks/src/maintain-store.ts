import type { PartialConfiguration } from '@spoor/core';
import {
  type ConfiguredOptions,
  type MaintainOptions,
  type MaintainReport,
  maintain,
  noteConfigurationChanges,
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
  /** What the user's own file says, whose changes are noted in the audit log; absent: they are not. */
  readonly ownFile?: PartialConfiguration | undefined;
}

/**
 * Does the daily upkeep of a store that hooks record into: with what waits in its spools, and the
 * sessions whose client is gone.
 * @throws StorageError when the database can't be used at all.
 */
export async function maintainStore(options: MaintainStoreOptions): Promise<MaintainReport> {
  const { database, spoolDirs, transcripts, ownFile, ...rest } = options;
  const db = new SpoorDatabase(database);
  try {
    return await maintain(db, {
      ...rest,
      catchUp: () => {
        catchUp({ databasePath: database.path, spoolDirs, transcripts });
        if (ownFile !== undefined) noteConfigurationChanges(db, ownFile);
      },
    });
  } finally {
    db.close();
  }
}
