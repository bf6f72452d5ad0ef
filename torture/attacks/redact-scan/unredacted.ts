import Database from 'better-sqlite3';

/** A column as the schema has it. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
}

/** What to fill a database with. */
export interface Filling {
  readonly texts: readonly string[];
  /** Whether keys and times are as they should be, so that another machine takes the rows. */
  readonly isImportable: boolean;
}

/**
 * Fills every text column of every table with texts, as a writer would that redacts nothing and
 * overwrites nothing: one row a text and table, and one more that is deleted again.
 * @returns how many rows stayed.
 */
export function fillUnredacted(path: string, filling: Filling): number {
  const fillingOf = filling.isImportable ? importable : textFor;
  const db = new Database(path);
  try {
    db.pragma('secure_delete=OFF');
    db.pragma('foreign_keys=OFF');
    const tables = db
      .prepare(
        `SELECT t.name, s.sql FROM pragma_table_list AS t JOIN sqlite_schema AS s USING (name)
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'
           AND t.name <> 'usage_quarters' AND t.name <> 'schema_versions'`,
      )
      .all() as { name: string; sql: string }[];
    db.transaction(() => {
      for (const table of tables) fill(db, table, filling.texts, fillingOf);
    })();
    return tables.length * filling.texts.length;
  } finally {
    db.close();
  }
}

function fill(
  db: Database.Database,
  { name, sql }: { name: string; sql: string },
  texts: readonly string[],
  fillingOf: typeof textFor,
): void {
  const columns = (db.pragma(`table_info(${name})`) as Column[]).filter(
    (column) => column.name !== 'seq',
  );
  const insert = db.prepare(
    `INSERT INTO ${name} (${columns.map((column) => `"${column.name}"`).join(', ')})
     VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const remove = db.prepare(`DELETE FROM ${name} WHERE ${columns[0]?.name} = ?`);
  const rowOf = (text: string, n: number) =>
    columns.map((column) => fillingOf(column, sql, text, n));
  for (const [n, text] of texts.entries()) {
    insert.run(...rowOf(text, n));
    const gone = rowOf(`gone\n${text}`, n + texts.length);
    insert.run(...gone);
    remove.run(gone[0]);
  }
}

const KEYS = /^(?!project_id|user_id)(?:.*_)?id$|^(?:key|scope|path|forked_from|fork_point)$/;
const TIMES = /_at$|^timestamp$|^until$/;

/** The same with keys and times that are none of a hostile writer's. */
function importable(column: Column, sql: string, text: string, n: number): unknown {
  if (TIMES.test(column.name)) return '2026-01-01T00:00:00.000Z';
  if (column.name === 'facts') return '{}';
  return KEYS.test(column.name) ? `${column.name}-${n}` : textFor(column, sql, text, n);
}

function textFor({ name, type }: Column, sql: string, text: string, n: number): unknown {
  if (type !== 'TEXT') return n % 2;
  const choice = new RegExp(`\\b${name} IN \\('(\\w+)'`).exec(sql)?.[1];
  if (choice !== undefined) return choice;
  const isJson = sql.includes(`json_valid(${name})`);
  // Rows refer to each other by ids.
  const isId = /^(?:id|lesson_id)$/.test(name);
  if (!isJson) return n % 3 === 1 && !isId ? nested(text, n) : `${n}\n${text}`;
  if (n % 3 === 0) return JSON.stringify({ [`line\n${text}`]: [text] });
  return nested(text, n);
}

function nested(text: string, n: number): string {
  const once = JSON.stringify({ n, text: `line\n${text}` });
  return JSON.stringify({ n, once, twice: JSON.stringify([once]) });
}
