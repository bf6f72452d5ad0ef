import type { SpoorDatabase } from '../database/spoor-database.js';
import { type PortableColumn, portableColumns } from './columns.js';
import { mergeRows, type PortableRow, type PortableValue } from './merge.js';
import type { Reconciler } from './reconciler.js';
import type { PortableTable } from './tables.js';

/** Writes rows of one table into a database, or merges them into those that are there. */
export interface RowWriter {
  readonly table: PortableTable;
  readonly columns: readonly PortableColumn[];
  /**
   * Writes a row, inside a transaction.
   * @throws SqliteError when the schema refuses it.
   */
  put(row: PortableRow): 'new' | 'merged' | 'known';
  /** The session that a row belongs to, if it does to any. */
  sessionOf(row: PortableRow): string | null;
}

/** Makes a writer for a table. */
export function rowWriter(
  db: SpoorDatabase,
  table: PortableTable,
  reconciler: Reconciler | undefined,
): RowWriter {
  const columns = portableColumns(db, table.name);
  const all = columns.map(({ name }) => name);
  const others = all.filter((name) => !table.key.includes(name));
  const changed = others.length > 0 ? others : table.key;
  const isKey = table.key.map((name) => `${name} = @${name}`).join(' AND ');
  const find = db.prepare<[object], Record<string, PortableValue>>(
    `SELECT ${all.join(', ')} FROM ${table.name} WHERE ${isKey}`,
  );
  const update = db.prepare<[object]>(
    `UPDATE ${table.name} SET ${changed.map((name) => `${name} = @${name}`).join(', ')}
     WHERE ${isKey}`,
  );
  const session = table.session === undefined ? null : ownerQuery(db, table);

  const put: RowWriter['put'] = (row) => {
    if (insert(db, table, columns, row)) return 'new';
    const known = find.get(row) ?? row;
    if (all.every((name) => (row[name] ?? null) === known[name])) return 'known';
    const merged = mergeRows(db, table.merge, known, row);
    const derived = reconciler?.merge(table.name, known, row) ?? null;
    const next = complete(columns, { ...merged, ...derived }, known);
    if (all.every((name) => next[name] === known[name])) return 'known';
    update.run(next);
    return 'merged';
  };

  return {
    table,
    columns,
    put,
    sessionOf: (row) => session?.get(idsOf(table, row))?.session ?? null,
  };
}

/** Columns that the row lacks take the schema's defaults. */
function insert(
  db: SpoorDatabase,
  table: PortableTable,
  columns: readonly PortableColumn[],
  row: PortableRow,
): boolean {
  const written = columns.filter(({ name, hasDefault }) => !hasDefault || row[name] !== undefined);
  const names = written.map(({ name }) => name);
  const sql = `INSERT INTO ${table.name} (${names.join(', ')})
    VALUES (${names.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (${table.key.join(', ')}) DO NOTHING`;
  const values = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  return db.prepare<[object]>(sql).run(values).changes === 1;
}

function complete(
  columns: readonly PortableColumn[],
  row: PortableRow,
  known: PortableRow,
): Record<string, PortableValue> {
  return Object.fromEntries(
    columns.map(({ name, notNull }) => [
      name,
      row[name] ?? (notNull ? (known[name] ?? null) : null),
    ]),
  );
}

function ownerQuery(db: SpoorDatabase, { session = 'NULL' }: PortableTable) {
  return db.prepare<[object], { session: string | null }>(`SELECT ${session} AS session`);
}

function idsOf({ ids }: PortableTable, row: PortableRow): object {
  return Object.fromEntries(ids.map((name) => [name, row[name] ?? null]));
}
