import type { SpoorDatabase } from '../database/spoor-database.js';
import type { PortableColumn } from './columns.js';
import type { PortableRow, PortableValue } from './merge.js';
import type { PortableTable } from './tables.js';

/** Rows that one page holds at most; a page with long payloads is some megabytes. */
const PAGE = 200;

/** Where rows are looked for, and how they are ordered. */
export interface Place {
  readonly where: string;
  readonly order: readonly string[];
}

/** Pages of the rows of a table that a condition finds; each page starts behind the last one's end. */
export function* pagesOf(
  db: SpoorDatabase,
  table: PortableTable,
  columns: readonly PortableColumn[],
  { where, order }: Place,
  owner: string | null,
): Generator<PortableRow[]> {
  const names = columns.map(({ name }) => name).join(', ');
  const marks = order.map((column, n) => `${column} AS "after ${n}"`).join(', ');
  const select = `SELECT ${names}, ${marks} FROM ${table.name} WHERE ${where}`;
  const end = `ORDER BY ${order.join(', ')} LIMIT ${PAGE}`;
  const first = db.prepare<[object], Record<string, PortableValue>>(`${select} ${end}`);
  const next = db.prepare<[object], Record<string, PortableValue>>(
    `${select} AND (${order.join(', ')}) > (${order.map((_, n) => `@after${n}`).join(', ')}) ${end}`,
  );
  let rows = first.all({ owner });
  for (;;) {
    const last = rows.at(-1);
    const after = Object.fromEntries(order.map((_, n) => [`after${n}`, last?.[`after ${n}`]]));
    yield rows.map((row) => plain(row, columns));
    if (rows.length < PAGE) return;
    rows = next.all({ owner, ...after });
  }
}

/** The row without its marks and without what is NULL. */
function plain(
  row: Record<string, PortableValue>,
  columns: readonly PortableColumn[],
): PortableRow {
  const result: Record<string, PortableValue> = {};
  for (const { name } of columns) {
    const value = row[name];
    if (value !== null && value !== undefined) result[name] = value;
  }
  return result;
}

/** The owners that a column names, each once and in order, found by hopping over an index. */
export function* ownersIn(db: SpoorDatabase, table: string, column: string): Generator<string> {
  const next = db.prepare<[string], { owner: string | null }>(
    `SELECT min(${column}) AS owner FROM ${table} WHERE ${column} > ?`,
  );
  for (let owner = next.get('')?.owner; typeof owner === 'string'; owner = next.get(owner)?.owner) {
    yield owner;
  }
}
