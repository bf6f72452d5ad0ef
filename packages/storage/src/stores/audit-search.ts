import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { matchOf } from './plain-text.js';

/** The words of an entry's details, as the index over them has them. */
export const DETAIL_WORDS =
  "(SELECT group_concat(atom, ' ') FROM json_tree(details) WHERE atom IS NOT NULL)";

/** What a text finds: few entries by their `seq`, or, where it finds many, how to test one. */
export type AuditHits =
  | { readonly seqs: readonly number[] }
  | { readonly match: string; readonly tail: readonly number[] };

/** Finding so many entries first, and filtering them then, costs less than testing one by one. */
const FEW = 20_000;

/**
 * Looks for a text in the index, and in the entries that are not in it yet.
 * To be called in the read transaction that uses what it finds.
 * @param few up to so many entries are given by their `seq`.
 */
export function findText(db: SpoorDatabase, text: string, few = FEW): AuditHits {
  const match = matchOf(text);
  if (match === null) return { seqs: [] };
  const seqs = db
    .prepare<[string, number], { seq: number }>(
      'SELECT rowid AS seq FROM audit_fts WHERE audit_fts MATCH ? LIMIT ?',
    )
    .all(match, few + 1)
    .map((row) => row.seq);
  const tail = searchTail(db, match);
  return seqs.length > few ? { match, tail } : { seqs: [...seqs, ...tail] };
}

interface TailRow {
  readonly seq: number;
  readonly action: string;
  readonly agent: string | null;
  readonly words: string | null;
}

const BATCH = 1_000;

/** The same search over what is not indexed yet, by the same rules, in an index of its own. */
function searchTail(db: SpoorDatabase, match: string): number[] {
  const rows = db.prepare<[number, number], TailRow>(
    `SELECT seq, action, agent, ${DETAIL_WORDS} AS words FROM audit_logs
     WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  let after = indexedUpTo(db);
  let page = rows.all(after, BATCH);
  if (page.length === 0) return [];
  const memory = new BetterSqlite3(':memory:');
  try {
    memory.exec("CREATE VIRTUAL TABLE tail USING fts5 (action, agent, words, content='')");
    const found: number[] = [];
    while (page.length > 0) {
      found.push(...searchRows(memory, page, match));
      after = page.at(-1)?.seq ?? after;
      page = page.length < BATCH ? [] : rows.all(after, BATCH);
    }
    return found;
  } finally {
    memory.close();
  }
}

function searchRows(memory: Handle, rows: readonly TailRow[], match: string): number[] {
  const insert = memory.prepare(
    'INSERT INTO tail (rowid, action, agent, words) VALUES (@seq, @action, @agent, @words)',
  );
  memory.exec("BEGIN; INSERT INTO tail (tail) VALUES ('delete-all')");
  for (const row of rows) insert.run(row);
  memory.exec('COMMIT');
  return memory.prepare('SELECT rowid FROM tail WHERE tail MATCH ?').pluck().all(match) as number[];
}

/** The last entry that is in the index. */
export function indexedUpTo(db: SpoorDatabase): number {
  const row = db
    .prepare<[], { seq: number }>("SELECT seq FROM search_cursors WHERE name = 'audit'")
    .get();
  return row?.seq ?? 0;
}
