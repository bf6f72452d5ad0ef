import type { Handle } from '../../src/index.js';

/** What a database holds, by table: its rows as JSON texts, sorted; hidden row ids are no part of it. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** Reads every row of every table; what full text keeps for itself is left out. */
export function dumpRows(handle: Handle): Dump {
  const tables = handle
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY name`,
    )
    .pluck()
    .all();
  return Object.fromEntries(tables.map((table) => [table, rowsOf(handle, table)]));
}

function rowsOf(handle: Handle, table: string): string[] {
  return handle
    .prepare(`SELECT * FROM "${table}"`)
    .safeIntegers()
    .all()
    .map((row) =>
      JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    )
    .sort();
}

/** A schema's statements, white space apart, without what SQLite makes by itself. */
export function schemaOf(handle: Handle): string[] {
  return handle
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .map(({ type, name, sql }) => `${type} ${name}: ${sql.replace(/\s+/g, ' ')}`)
    .sort();
}
