import type { Handle } from '../database/handle.js';
import { sqliteCode } from '../errors.js';
import { CALL_INDEX, MESSAGE_INDEX } from '../search/text-index.js';
import type { OpenForCheck } from './open-for-check.js';
import type { Problem } from './problem.js';

/**
 * Compares the lessons' full-text index with the lessons, by FTS5's own check. It is an INSERT that
 * writes nothing, so it needs a connection that could.
 */
export function findLessonTextProblems(path: string, open: OpenForCheck): Problem[] {
  const handle = open(path, 'write');
  try {
    if (!hasTable(handle, 'lessons_fts')) return [];
    handle
      .prepare("INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('integrity-check', 1)")
      .run();
    return [];
  } catch (error) {
    const code = sqliteCode(error);
    if (code === 'READONLY') return [];
    if (code !== 'CORRUPT') throw error;
    const message = 'the full-text index does not fit the lessons';
    return [{ kind: 'full-text', table: 'lessons_fts', message }];
  } finally {
    handle.close();
  }
}

/** A full-text index that is fed in steps, and the rows that it is to hold once it has come to them. */
interface FedIndex {
  readonly index: string;
  readonly cursor: string;
  readonly table: string;
  readonly holds: string;
  readonly what: string;
}

const FED_INDEXES: readonly FedIndex[] = [
  {
    index: 'audit_fts',
    cursor: 'audit',
    table: 'audit_logs',
    holds: 'TRUE',
    what: 'the audit log',
  },
  { ...MESSAGE_INDEX, what: 'messages' },
  { ...CALL_INDEX, what: 'tool calls' },
];

/**
 * Compares which rows each full-text index that is fed in steps holds with those it should: all up to
 * the point that it has been fed to. Words are not compared, which would take the write lock for as
 * long as it takes to read every text.
 */
export function findFedTextProblems(handle: Handle): Problem[] {
  return FED_INDEXES.filter(({ index }) => hasTable(handle, index)).flatMap((fed) =>
    compareRows(handle, fed),
  );
}

function compareRows(handle: Handle, { index, cursor, table, holds, what }: FedIndex): Problem[] {
  const { missing, extra } = handle
    .prepare<[string], { missing: number; extra: number }>(
      `WITH fed AS (SELECT coalesce((SELECT seq FROM search_cursors WHERE name = ?), 0) AS seq)
       SELECT
         (SELECT count(*) FROM ${table} AS t, fed WHERE t.seq <= fed.seq AND ${holds}
            AND NOT EXISTS (SELECT 1 FROM ${index}_docsize d WHERE d.id = t.seq)) AS missing,
         (SELECT count(*) FROM ${index}_docsize d, fed WHERE d.id > fed.seq
            OR NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE t.seq = d.id AND ${holds})) AS extra`,
    )
    .get(cursor) ?? { missing: 0, extra: 0 };
  if (missing + extra === 0) return [];
  const message = `the full-text index of ${what} lacks ${missing} entries and has ${extra} too many`;
  return [{ kind: 'full-text', table: index, message }];
}

function hasTable(handle: Handle, name: string): boolean {
  return handle.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}
