import type { SpoorDatabase } from '../database/spoor-database.js';
import { CALL_INDEX, fedUpTo, MESSAGE_INDEX, type TextIndex } from './text-index.js';

/** How far to index. */
export interface IndexTextsOptions {
  /** Stops after about so many milliseconds; never by default. At least one step is made. */
  readonly budgetMs?: number;
  /** At most about so many rows; all by default. */
  readonly limit?: number;
  /** A step's texts in bytes, about; small ones let other writers through. 128,000 by default. */
  readonly batchBytes?: number;
  /** Asked to stop between two steps. */
  readonly signal?: AbortSignal | undefined;
}

/** What was indexed. */
export interface IndexedTexts {
  /** Rows that the indexes have come past. */
  readonly indexed: number;
  /** Whether they now hold every row. */
  readonly complete: boolean;
}

/** Rows of one step, at most: most have no text for the index and cost little. */
const MOST_ROWS = 2_000;

const BATCH_BYTES = 128_000;

/**
 * Brings messages and tool calls that were written since the last time into the full-text indexes,
 * in short transactions: recording doesn't, so that a hook has less to do. Searches find the others
 * too, only slower.
 * @throws StorageError when the database can't be written.
 */
export function indexTexts(
  db: SpoorDatabase,
  {
    budgetMs = Infinity,
    limit = Infinity,
    batchBytes = BATCH_BYTES,
    signal,
  }: IndexTextsOptions = {},
): IndexedTexts {
  const end = performance.now() + budgetMs;
  let indexed = 0;
  for (const index of [MESSAGE_INDEX, CALL_INDEX]) {
    while (indexed === 0 || (indexed < limit && performance.now() < end)) {
      if (signal?.aborted === true) return { indexed, complete: false };
      const rows = Math.min(MOST_ROWS, Math.max(1, limit - indexed));
      const count = db.transaction(() => indexStep(db, index, { rows, batchBytes }));
      indexed += count;
      if (count === 0) break;
    }
  }
  return { indexed, complete: isAllIndexed(db) };
}

/** Whether the indexes have come past every row. */
function isAllIndexed(db: SpoorDatabase): boolean {
  return [MESSAGE_INDEX, CALL_INDEX].every(
    (index) =>
      db
        .prepare<[number]>(`SELECT 1 FROM ${index.table} WHERE seq > ? LIMIT 1`)
        .get(fedUpTo(db, index)) === undefined,
  );
}

interface Measured {
  readonly seq: number;
  readonly bytes: number;
}

/** @returns how many rows the index has come past. */
function indexStep(
  db: SpoorDatabase,
  textIndex: TextIndex,
  { rows, batchBytes }: { rows: number; batchBytes: number },
): number {
  const { index, cursor, table, columns, holds } = textIndex;
  const after = fedUpTo(db, textIndex);
  const bytes = columns.map((column) => `coalesce(octet_length(${column}), 0)`).join(' + ');
  const found = db.prepare<[number, number], Measured>(
    `SELECT seq, iif(${holds}, ${bytes}, 0) AS bytes FROM ${table} AS t
     WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  let last = after;
  let count = 0;
  let total = 0;
  for (const row of found.iterate(after, rows)) {
    last = row.seq;
    count++;
    total += row.bytes;
    if (total >= batchBytes) break;
  }
  if (count === 0) return 0;
  const names = columns.join(', ');
  // What is up to the cursor is in the index, so the triggers keep it there: rows and cursor go together.
  db.prepare<[number, number]>(
    `INSERT INTO ${index} (rowid, ${names})
     SELECT seq, ${names} FROM ${table} AS t
     WHERE seq > ? AND seq <= ? AND ${holds} ORDER BY seq`,
  ).run(after, last);
  db.prepare<[number, string]>('UPDATE search_cursors SET seq = ? WHERE name = ?').run(
    last,
    cursor,
  );
  return count;
}
