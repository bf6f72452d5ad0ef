import { setTimeout as sleep } from 'node:timers/promises';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { type LongWork, stopIfAsked } from './long-work.js';

/** Pages that one step writes: some milliseconds of the write lock. */
const PAGES = 64;

/**
 * Writes the full-text index of the audit log anew, in small steps. What `secure-delete` takes out of
 * its leaves can still stand between them: the first word of a leaf is copied to where leaves are
 * looked up, and stays there (SQLite, FTS5, "The secure-delete configuration option").
 */
export async function rewriteAuditIndex(db: SpoorDatabase, work: LongWork = {}): Promise<void> {
  const indexed = db
    .prepare<[], { seq: number }>(`SELECT seq FROM search_cursors WHERE name = 'audit'`)
    .get();
  if (indexed === undefined || indexed.seq === 0) return;
  const step = (sql: string) => db.transaction(() => db.getDb().exec(sql));
  const changes = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  // One segment alone counts as merged already: a second one makes SQLite write both anew.
  step(`INSERT INTO audit_fts (rowid, action) VALUES (0, 'x')`);
  try {
    for (let pages = -PAGES; ; pages = PAGES) {
      stopIfAsked(work);
      const before = changes.get()?.n ?? 0;
      step(`INSERT INTO audit_fts (audit_fts, rank) VALUES ('merge', ${pages})`);
      // By FTS5's documentation ("The merge command"): fewer than two changes mean that all is done.
      if ((changes.get()?.n ?? 0) - before < 2) return;
      await sleep(2);
    }
  } finally {
    step(`INSERT INTO audit_fts (audit_fts, rowid, action) VALUES ('delete', 0, 'x')`);
  }
}
