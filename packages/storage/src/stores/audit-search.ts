import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { phrase, searchTerms } from './search-terms.js';

/** The words of an entry's details as the index has them: JSON without its escapes. */
export const DETAIL_WORDS = [
  '\\\\',
  '\\n',
  '\\t',
  '\\r',
  '\\b',
  '\\f',
  '\\u0000',
  '\\u000b',
  '\\u001b',
].reduce((text, code) => `replace(${text}, '${code}', ' ')`, 'details');

/** The values that an entry's details hold. */
const DETAIL_VALUES =
  "(SELECT group_concat(atom, ' ') FROM json_tree(details) WHERE atom IS NOT NULL)";

/** Which entries hold a text, as conditions of a statement. */
export interface AuditHits {
  /** The table, narrowed where the text finds few entries. */
  readonly from: string;
  readonly conditions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** Every entry: there is no text to look for. */
export const ALL_ENTRIES: AuditHits = { from: 'audit_logs', conditions: [], parameters: {} };

/** Reading so many entries, filtering and sorting them, costs less than going along an index. */
const FEW = 20_000;

/**
 * Looks for a text in the index, and in the entries that are not in it yet.
 * To be called in the read transaction that uses what it finds.
 * @param few more than so many are not read before the other conditions: good for a page of them.
 */
export function findText(db: SpoorDatabase, text: string | undefined, few = FEW): AuditHits {
  if (text === undefined || text.trim() === '') return ALL_ENTRIES;
  const { words, parts } = searchTerms(text);
  if (words.length === 0) return withParts(ALL_ENTRIES, parts);
  // Every word, at least by its beginning.
  const match = words.map((word) => `${phrase(word)}*`).join(' ');
  const seqs = db
    .prepare<[string, number], { seq: number }>(
      'SELECT rowid AS seq FROM audit_fts WHERE audit_fts MATCH ? LIMIT ?',
    )
    .all(match, few + 1)
    .map((row) => row.seq);
  const tail = searchTail(db, match);
  return withParts(seqs.length > few ? manyHits(match, tail) : fewHits([...seqs, ...tail]), parts);
}

function fewHits(seqs: readonly number[]): AuditHits {
  return {
    from: '(SELECT value FROM json_each(@seqs)) AS hit CROSS JOIN audit_logs ON seq = hit.value',
    conditions: [],
    parameters: { seqs: JSON.stringify(seqs) },
  };
}

/**
 * Entries are read along the index of the other conditions, until a page is full, and looked up in
 * the list of hits: to ask the full-text index for each would cost a whole search each time.
 */
function manyHits(match: string, tail: readonly number[]): AuditHits {
  const isHit = `(+seq IN (SELECT rowid FROM audit_fts WHERE audit_fts MATCH @match)
    OR +seq IN (SELECT value FROM json_each(@tail)))`;
  const parameters = { match, tail: JSON.stringify(tail) };
  return { from: 'audit_logs', conditions: [isHit], parameters };
}

function withParts(hits: AuditHits, parts: readonly string[]): AuditHits {
  const whole = `(action || ' ' || coalesce(agent, '') || ' ' || coalesce(${DETAIL_VALUES}, ''))`;
  return {
    from: hits.from,
    conditions: [
      ...hits.conditions,
      ...parts.map((_, index) => `${whole} LIKE @part${index} ESCAPE '\\'`),
    ],
    parameters: {
      ...hits.parameters,
      ...Object.fromEntries(parts.map((part, index) => [`part${index}`, part])),
    },
  };
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
