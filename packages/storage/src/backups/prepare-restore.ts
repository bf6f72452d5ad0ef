import { statSync } from 'node:fs';
import { SpoorDatabase } from '../database/spoor-database.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { auditOperation } from '../stores/audit-operation.js';
import { INDEXES_OF_SESSIONS, rewriteIndex } from '../stores/rewrite-index.js';
import { removeSession } from '../stores/session-delete.js';
import { isCompressed, readStart } from './backup-files.js';
import { unpackFile } from './compress.js';
import { copyDatabase } from './copy-database.js';
import { countAllRows, type VerifiedDatabase, verifyStranger } from './verify-database.js';

/**
 * Makes of a backup the database that is to be restored: looked through, of the current schema, with
 * what must outlive a restore: which sessions are to stay forgotten, and how far row numbers went
 * (live views ask for rows after the last they saw).
 * @param copy path of the new file.
 * @returns the backup's own schema, and the rows of what was made of it.
 * @throws StorageError
 */
export async function prepareRestore(
  live: SpoorDatabase,
  from: string,
  copy: string,
  work: LongWork,
): Promise<VerifiedDatabase> {
  if (isCompressed(readStart(from, 2))) await unpackFile(from, copy, work);
  else await copyDatabase(from, copy, () => null, work);
  const { schemaVersion } = verifyStranger(copy);
  stopIfAsked(work);
  const db = new SpoorDatabase({ path: copy });
  try {
    db.transaction(() => {
      for (const row of readQuietly(() => readForgotten(live))) keepForgotten(db, row);
      for (const row of readQuietly(() => readSequences(live))) keepSequence(db, row);
      for (const index of INDEXES_OF_SESSIONS) rewriteIndex(db, index);
      db.getDb().exec('DELETE FROM leases');
      auditOperation(db, {
        action: 'database.restore',
        details: { from, sizeBytes: statSync(from).size },
      });
    });
    const rows = countAllRows(db.getDb());
    db.getDb().pragma('journal_mode=DELETE');
    return { schemaVersion, rows };
  } finally {
    db.close();
  }
}

/** A restore is also what helps when the database is damaged: it does without what it can't read. */
function readQuietly<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch {
    return [];
  }
}

interface Forgotten {
  session_id: string;
  forgotten_at: string;
  until: string | null;
}

function readForgotten(live: SpoorDatabase): Forgotten[] {
  return live
    .prepare<[], Forgotten>('SELECT session_id, forgotten_at, until FROM forgotten_sessions')
    .all();
}

function keepForgotten(copy: SpoorDatabase, row: Forgotten): void {
  copy
    .prepare<Forgotten>(
      `INSERT INTO forgotten_sessions (session_id, forgotten_at, until)
       VALUES (@session_id, @forgotten_at, @until)
       ON CONFLICT (session_id) DO UPDATE SET
         forgotten_at = excluded.forgotten_at, until = excluded.until`,
    )
    .run(row);
  removeSession(copy, row.session_id);
}

interface Sequence {
  name: string;
  seq: number;
}

function readSequences(live: SpoorDatabase): Sequence[] {
  return live.prepare<[], Sequence>('SELECT name, seq FROM sqlite_sequence').all();
}

function keepSequence(copy: SpoorDatabase, row: Sequence): void {
  const { changes } = copy
    .prepare<Sequence>('UPDATE sqlite_sequence SET seq = max(seq, @seq) WHERE name = @name')
    .run(row);
  if (changes > 0) return;
  copy.prepare<Sequence>('INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @seq)').run(row);
}
