import Database from 'better-sqlite3';

/** How far a database's texts are poisoned. */
export type Depth = 'texts' | 'everything';

/**
 * Puts a text in front of each text of each row that the schema lets be any text, and of each text
 * inside its JSON: what no hook and no transcript would write either. `everything` is keys, kinds
 * and times too; what belongs together stays together, for all is changed alike.
 * @returns how many columns.
 */
export function poison(path: string, text: string, depth: Depth): number {
  const db = new Database(path);
  try {
    db.pragma('foreign_keys=OFF');
    const columns = db
      .prepare<[], { table: string; column: string }>(
        `SELECT t.name AS "table", c.name AS "column" FROM pragma_table_list t
         JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.schema = 'main' AND c.type = 'TEXT'
           AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%fts%'
           AND t.name NOT IN ('schema_versions', 'leases', 'transcript_cursors', 'config_cache')`,
      )
      .all();
    return columns
      .filter(({ column }) => depth === 'everything' || !IS_KEY.test(column))
      .filter(({ table, column }) => poisonColumn(db, table, column, text)).length;
  } finally {
    db.close();
  }
}

const IS_KEY =
  /(?:^|_)(?:id|uuid|at|timestamp|status|kind|origin|type|role|from|until|name|facts)$/;

function poisonColumn(db: Database.Database, table: string, column: string, text: string): boolean {
  const values = db
    .prepare<[], { value: string | null }>(
      `SELECT DISTINCT "${column}" AS value FROM "${table}" WHERE "${column}" IS NOT NULL`,
    )
    .all();
  const update = db.prepare<[string, string | null]>(
    `UPDATE "${table}" SET "${column}" = ? WHERE "${column}" IS ?`,
  );
  let done = false;
  for (const { value } of values) {
    try {
      update.run(poisoned(value ?? '', text), value);
      done = true;
    } catch {
      // The schema holds this column to something else.
    }
  }
  return done;
}

/** JSON stays JSON, with the text before each of its texts, and as the name of a field. */
function poisoned(value: string, text: string): string {
  if (!/^[[{"]/.test(value)) return text + value;
  try {
    const parsed: unknown = JSON.parse(value, (_, part: unknown) =>
      typeof part === 'string' ? text + part : part,
    );
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return JSON.stringify(isObject ? { ...parsed, [text]: text } : parsed);
  } catch {
    return text + value;
  }
}
