import { type ConfiguredOptions, SpoorDatabase } from '@spoor/storage';

/** Pages that a connection keeps in memory, in KB. New rows go anywhere in indexes over random ids. */
const CACHE_KB = 16_000;

/**
 * Opens a connection that writes much. Its commits don't wait for the disk: what a power failure
 * takes, its file's cursor goes with, and the next import reads it again. Nor do they move the WAL:
 * the import does, between them. The WAL's file keeps its size until then: to write in it anew is
 * cheaper than to let it grow again.
 */
export function openForImport(options: ConfiguredOptions['database']): SpoorDatabase {
  const db = new SpoorDatabase({ ...options, synchronous: 'NORMAL', autoCheckpointPages: 0 });
  // What a statement would have to undo is noted in memory, not in a file.
  db.getDb().exec(
    `PRAGMA cache_size=-${CACHE_KB}; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=-1`,
  );
  return db;
}
