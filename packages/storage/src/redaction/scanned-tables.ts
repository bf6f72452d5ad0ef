import type { SpoorDatabase } from '../database/spoor-database.js';
import { PORTABLE_TABLES } from '../portable/tables.js';

/** A column that may hold text. */
export interface ScannedColumn {
  readonly name: string;
  /** Holds valid JSON, which is looked through decoded. */
  readonly isJson: boolean;
  /** Rows find each other, or are told apart, by it: what changes, changes everywhere at once. */
  readonly isKey: boolean;
}

/** A table whose texts are looked through. */
export interface ScannedTable {
  readonly name: string;
  readonly columns: readonly ScannedColumn[];
  /** What its rows are paged by. */
  readonly order: readonly string[];
}

/** Made from other tables; made anew where something is found in it. */
export const SUMS = 'usage_quarters';

/** All tables but the full-text indexes, which hold the words of other tables. */
export function scannedTables(db: SpoorDatabase): ScannedTable[] {
  return db
    .prepare<[], { name: string; sql: string; hasRowid: number }>(
      `SELECT t.name, s.sql, NOT t.wr AS hasRowid
       FROM pragma_table_list AS t JOIN sqlite_schema AS s USING (name)
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY t.name`,
    )
    .all()
    .map((table) => describe(db, table));
}

interface ColumnRow {
  readonly name: string;
  readonly pk: number;
  readonly isUnique: number;
}

function describe(
  db: SpoorDatabase,
  { name, sql, hasRowid }: { name: string; sql: string; hasRowid: number },
): ScannedTable {
  const rows = db
    .prepare<[string, string], ColumnRow>(
      `SELECT c.name, c.pk, EXISTS (
         SELECT 1 FROM pragma_index_list(?) AS i, pragma_index_info(i.name) AS part
         WHERE i."unique" AND part.name = c.name) AS isUnique
       FROM pragma_table_info(?) AS c ORDER BY c.cid`,
    )
    .all(name, name);
  const ids = PORTABLE_TABLES.find((table) => table.name === name)?.ids ?? [];
  const columns = rows.map((column) => ({
    name: column.name,
    isJson: sql.includes(`json_valid(${column.name})`) || isOldJson(name, column.name),
    isKey: column.pk > 0 || column.isUnique === 1 || ids.includes(column.name),
  }));
  const key = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return { name, columns, order: hasRowid === 1 ? ['rowid'] : key.map((column) => column.name) };
}

/** JSON that no constraint speaks of. */
function isOldJson(table: string, column: string): boolean {
  return PORTABLE_TABLES.some(({ name, json }) => name === table && json.includes(column));
}
