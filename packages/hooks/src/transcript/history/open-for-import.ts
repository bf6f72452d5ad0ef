import { type ConfiguredOptions, SpoorDatabase } from '@spoor/storage';

/** The WAL may grow to this many pages before a commit of the import moves it: 32 MB of 4 KB each. */
const CHECKPOINT_PAGES = 8_000;

/** Pages that a connection keeps in memory, in KB. New rows go anywhere in indexes over random ids. */
const CACHE_KB = 24_000;

/**
 * Opens a connection that writes much. Its commits don't wait for the disk: what a power failure
 * takes, its file's cursor goes with, and the next import reads it again.
 */
export function openForImport(options: ConfiguredOptions['database']): SpoorDatabase {
  const db = new SpoorDatabase({
    ...options,
    synchronous: 'NORMAL',
    autoCheckpointPages: CHECKPOINT_PAGES,
  });
  db.getDb().pragma(`cache_size=-${CACHE_KB}`);
  // What a statement would have to undo is noted in memory, not in a file.
  db.getDb().pragma('temp_store=MEMORY');
  return db;
}
