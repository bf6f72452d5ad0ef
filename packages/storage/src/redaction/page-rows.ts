import type { SpoorDatabase } from '../database/spoor-database.js';
import type { StoredRow } from './clean-rows.js';
import type { ScannedTable } from './scanned-tables.js';

/** A row, and where it stands. */
export interface PlacedRow {
  /** Of the columns that rows are paged by. */
  readonly place: readonly unknown[];
  readonly row: StoredRow;
}

/** A page ends at so many rows or characters. */
const MOST_ROWS = 500;
const MOST_LENGTH = 1_000_000;

/**
 * Reads a table in pages, each in a read of its own: nobody waits for it. Rows that are added
 * meanwhile are left out where they can be told, or there would be no end.
 */
export function* pagesOf(db: SpoorDatabase, table: ScannedTable): Generator<PlacedRow[]> {
  const end = lastRowOf(db, table);
  let after: readonly unknown[] = [];
  for (;;) {
    const page = readPage(db, table, after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.place;
    if (end !== undefined && Number(after[0]) >= end) return;
  }
}

function lastRowOf(db: SpoorDatabase, { name, order }: ScannedTable): number | undefined {
  if (order[0] !== 'rowid') return undefined;
  const row = db.prepare<[], { end: number }>(`SELECT max(rowid) AS end FROM "${name}"`).get();
  return row?.end ?? 0;
}

/** A row as it is now; undefined when it is gone. */
export function readRow(
  db: SpoorDatabase,
  table: ScannedTable,
  place: readonly unknown[],
): StoredRow | undefined {
  return db
    .prepare<unknown[], StoredRow>(
      `SELECT ${listOf(table.columns.map(({ name }) => name))} FROM "${table.name}"
       WHERE ${whereOf(table, '=')}`,
    )
    .get(...place);
}

/** SQL that finds a row by its place. */
export function whereOf({ order }: ScannedTable, operator: '=' | '>'): string {
  return `(${listOf(order)}) ${operator} (${order.map(() => '?').join(', ')})`;
}

function readPage(db: SpoorDatabase, table: ScannedTable, after: readonly unknown[]): PlacedRow[] {
  const { name, columns, order } = table;
  const where = after.length === 0 ? '' : `WHERE ${whereOf(table, '>')}`;
  const names = listOf([...order, ...columns.map((column) => column.name)]);
  const rows = db
    .prepare<unknown[]>(
      `SELECT ${names} FROM "${name}" ${where} ORDER BY ${listOf(order)} LIMIT ${MOST_ROWS}`,
    )
    .raw()
    .iterate(...after) as IterableIterator<unknown[]>;
  const page: PlacedRow[] = [];
  let length = 0;
  for (const values of rows) {
    const texts = values.slice(order.length);
    const row = Object.fromEntries(columns.map((column, index) => [column.name, texts[index]]));
    page.push({ place: values.slice(0, order.length), row });
    for (const text of texts) length += typeof text === 'string' ? text.length : 0;
    if (length >= MOST_LENGTH) break;
  }
  return page;
}

function listOf(names: readonly string[]): string {
  return names.map((name) => (name === 'rowid' ? name : `"${name}"`)).join(', ');
}
