import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Deletes a row and inserts it again as it is. SQLite merges half-empty pages when a row goes, not
 * when it shrinks: without this a table whose texts were taken away keeps most of its pages.
 */
export function rewriteRow(
  db: SpoorDatabase,
  table: 'hook_executions' | 'messages',
  rowid: number,
): void {
  const { columns, values } = shapeOf(db, table);
  const row = db
    .prepare<[number]>(`SELECT ${columns} FROM ${table} WHERE rowid = ?`)
    .raw()
    .safeIntegers()
    .get(rowid) as unknown[] | undefined;
  if (row === undefined) return;
  db.prepare<[number]>(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid);
  db.prepare<unknown[]>(`INSERT INTO ${table} (${columns}) VALUES (${values})`).run(...row);
}

function shapeOf(db: SpoorDatabase, table: string): { columns: string; values: string } {
  const names = db
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => `"${name}"`);
  const all = ['rowid', ...names];
  return { columns: all.join(', '), values: all.map(() => '?').join(', ') };
}
