import { sleep } from '../database/sleep.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A full-text index, and a column of its. */
const COLUMNS = {
  audit_fts: 'action',
  messages_fts: 'content',
  calls_fts: 'summary',
  lessons_fts: 'title',
} as const;

type FullTextIndex = keyof typeof COLUMNS;

/** The indexes that hold words of sessions. */
export const INDEXES_OF_SESSIONS = ['audit_fts', 'messages_fts', 'calls_fts'] as const;

/** Pages that one step writes: some milliseconds of the write lock. */
const PAGES = 64;

/** Who waits for the lock looks again after some milliseconds. */
const PAUSE_MS = 2;

/**
 * Writes a full-text index anew, so that no word of what was deleted is left in it. What
 * `secure-delete` takes out of its leaves can still stand between them: the first word of a leaf is
 * copied to where leaves are looked up, and stays there (SQLite, FTS5, "The secure-delete
 * configuration option"). An index whose every word is some row's is left as it is.
 *
 * In small transactions that let hooks write in between; inside the caller's it is all one.
 */
export function rewriteIndex(db: SpoorDatabase, index: FullTextIndex): void {
  const isAlone = !db.getDb().inTransaction;
  for (const _step of rewritingOf(db, index)) if (isAlone) sleep(PAUSE_MS);
}

/** The same, a step each time it is asked for one; between two of them others may write. */
export function* rewritingOf(db: SpoorDatabase, index: FullTextIndex): Generator<void> {
  const merge = `INSERT INTO ${index} (${index}, rank) VALUES ('merge'`;
  if (!hasDeadWords(db, index)) return;
  db.transaction(() => begin(db, index, `${merge}, ${-PAGES})`));
  const changes = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  // By FTS5's documentation ("The merge command"): fewer than two changes mean that all is done.
  for (let made = 2; made >= 2; ) {
    yield;
    const before = changes.get()?.n ?? 0;
    db.transaction(() => db.getDb().exec(`${merge}, ${PAGES})`));
    made = (changes.get()?.n ?? 0) - before;
  }
}

/** Whether a word, or the beginning of one, stands where leaves are looked up that no row has. */
function hasDeadWords(db: SpoorDatabase, index: FullTextIndex): boolean {
  db.getDb().exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${index}_words USING fts5vocab(main, ${index}, row)`,
  );
  const find = db.prepare<[string], { term: string }>(
    `SELECT term FROM temp.${index}_words WHERE term >= ? LIMIT 1`,
  );
  return db
    .prepare<[], { term: Buffer }>(`SELECT term FROM ${index}_idx WHERE length(term) > 1`)
    .all()
    .map(({ term }) => wordOf(term))
    .some((word) => find.get(word)?.term.startsWith(word) !== true);
}

/** One byte tells the index from its prefixes; the last letter may be cut (FTS5, `%_idx`). */
function wordOf(term: Buffer): string {
  return term
    .subarray(1)
    .toString('utf8')
    .replace(/(?<!\ufffd)\ufffd+$/, '');
}

/**
 * One segment alone counts as merged already: a second one, of a row that is gone again before
 * anybody sees it, makes SQLite write both anew. The savepoint is what brings it to the disk.
 */
function begin(db: SpoorDatabase, index: FullTextIndex, merge: string): void {
  const column = COLUMNS[index];
  db.getDb().exec(
    `INSERT INTO ${index} (rowid, ${column}) VALUES (0, 'x');
     SAVEPOINT second_segment;
     ${merge};
     INSERT INTO ${index} (${index}, rowid, ${column}) VALUES ('delete', 0, 'x');
     RELEASE second_segment`,
  );
}
