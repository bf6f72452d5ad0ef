import type { Handle } from '../database/handle.js';

/** A table of the schema, as a salvage needs to know it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** WITHOUT ROWID: the rows lie in the b-tree of an index. */
  readonly isKeyed: boolean;
  /** The columns in the order in which a record holds them. */
  readonly stored: readonly string[];
  /** What the columns may hold, in the order of {@link TableShape.columns}. */
  readonly rules: readonly { readonly type: string; readonly required: boolean }[];
  /** The column that is another name for the rowid. */
  readonly rowidColumn: string | null;
  readonly rootPage: number;
  /** Its indexes that hold every row. */
  readonly indexes: readonly { readonly name: string; readonly root: number }[];
}

/**
 * What a salvage leaves out: what the schema's steps and triggers fill themselves, caches, leases of
 * processes that are gone, and how far the full-text indexes have come, which start anew.
 */
const LEFT_OUT = new Set([
  'schema_versions',
  'search_cursors',
  'leases',
  'config_cache',
  'usage_quarters',
]);

/** The tables that hold recorded rows, from a database with the schema in question. */
export function readTableShapes(handle: Handle): TableShape[] {
  const tables = handle.pragma('table_list') as { name: string; type: string; wr: number }[];
  return tables
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'))
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map(({ name, wr }) => shapeOf(handle, name, wr === 1))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

interface IndexRow {
  readonly name: string;
  readonly origin: string;
  readonly partial: number;
}

function shapeOf(handle: Handle, name: string, isKeyed: boolean): TableShape {
  const info = handle.pragma(`table_info(${name})`) as ColumnRow[];
  const indexes = handle.pragma(`index_list(${name})`) as IndexRow[];
  const columns = info.map((column) => column.name);
  const keys = info.filter((column) => column.pk > 0);
  const alias = keys.length === 1 && keys[0]?.type.toUpperCase() === 'INTEGER' && !isKeyed;
  const whole = indexes.filter(
    (index) => index.partial === 0 && !(isKeyed && index.origin === 'pk'),
  );
  return {
    name,
    columns,
    isKeyed,
    stored: isKeyed ? keyOrder(handle, indexes) : columns,
    rules: info.map(({ type, notnull }) => ({ type: type.toUpperCase(), required: notnull === 1 })),
    rowidColumn: alias ? (keys[0]?.name ?? null) : null,
    rootPage: rootOf(handle, name),
    indexes: whole.map((index) => ({ name: index.name, root: rootOf(handle, index.name) })),
  };
}

/** A WITHOUT ROWID table's record has the key's columns first. */
function keyOrder(handle: Handle, indexes: readonly IndexRow[]): string[] {
  const primary = indexes.find((index) => index.origin === 'pk');
  if (primary === undefined) return [];
  const columns = handle.pragma(`index_xinfo(${primary.name})`) as { name: string | null }[];
  return columns.flatMap(({ name }) => name ?? []);
}

function rootOf(handle: Handle, name: string): number {
  return (
    handle
      .prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
      .get(name)?.rootpage ?? 0
  );
}
