import { expect } from 'vitest';
import type { Handle, SpoorDatabase } from '../../src/index.js';
import { temporaryDatabase } from './temporary.js';

/** Runs a step, and gives the plans of all statements that it prepared. */
export function plansOf(step: (db: SpoorDatabase) => void): string[] {
  const db = temporaryDatabase({ inMemory: true });
  const handle = db.getDb();
  const statements: string[] = [];
  const prepare = handle.prepare.bind(handle);
  handle.prepare = ((sql: string) => {
    statements.push(sql);
    return prepare(sql);
  }) as Handle['prepare'];
  step(db);
  expect(statements.length).toBeGreaterThan(0);
  return statements
    .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql))
    .flatMap((sql) => {
      const explain = prepare(`EXPLAIN QUERY PLAN ${sql}`);
      const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
      const marks = sql.match(/\?/g)?.map(() => 1) ?? [];
      const rows = marks.length > 0 ? explain.all(marks) : explain.all(Object.fromEntries(names));
      return (rows as { detail: string }[]).map(({ detail }) => detail);
    });
}

/** What holds no more than a page or what was begun in it, a list that was given, a word's entries, a row a table, or one a leaf. */
const SMALL =
  /^SCAN (page|calls|begun|\(subquery-\d+\)|hit|line|kind|json_each|CONSTANT ROW|sqlite_sequence|(?:lessons|audit)_fts_idx|temp\.\w+_fts_words VIRTUAL TABLE INDEX 513|(?:audit|messages|calls)_fts VIRTUAL TABLE INDEX \d+:M\d+)(?!\w)/;

/** Reads a table from end to end, rather than along an index that gives the order or the choice. */
export const isFullScan = (detail: string) =>
  !SMALL.test(detail) &&
  /^SCAN (?!\w+ USING (COVERING )?INDEX (sessions_by_activity|sessions_open|audit_logs_by_time)$)/.test(
    detail,
  );
