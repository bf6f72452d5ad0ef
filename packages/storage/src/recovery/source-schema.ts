import { rowsOn } from './pages/cells.js';
import type { PageFile } from './pages/page-file.js';
import { findOwners } from './pages/page-owners.js';
import type { RawValue } from './pages/record.js';

/** What can still be read of a damaged database's schema. */
export interface SourceSchema {
  /** The schema's version; null when nothing says it. */
  readonly version: number | null;
  /** Root pages of tables and indexes, by name. */
  readonly roots: ReadonlyMap<string, number>;
  /** The highest numbers that were ever given, by table. */
  readonly sequences: readonly { readonly name: string; readonly seq: number }[];
}

/** Reads the schema's own rows from the pages that hold them. */
export function readSourceSchema(file: PageFile): SourceSchema {
  const roots = new Map<string, number>();
  for (const values of rowsOfTree(file, 1)) {
    const [, name, , root] = values;
    if (values.length !== 5 || typeof name !== 'string' || typeof root !== 'number') continue;
    if (root > 1 && root <= file.pageCount) roots.set(name, root);
  }
  return {
    version:
      file.headerIsSane && file.userVersion > 0 ? file.userVersion : newestVersion(file, roots),
    roots,
    sequences: readSequences(file, roots),
  };
}

function newestVersion(file: PageFile, roots: ReadonlyMap<string, number>): number | null {
  const rows = rowsOfTree(file, roots.get('schema_versions') ?? 0).length;
  return rows === 0 ? null : rows;
}

function readSequences(file: PageFile, roots: ReadonlyMap<string, number>) {
  return rowsOfTree(file, roots.get('sqlite_sequence') ?? 0).flatMap(([name, seq]) =>
    typeof name === 'string' && typeof seq === 'number' && Number.isSafeInteger(seq)
      ? [{ name, seq }]
      : [],
  );
}

function rowsOfTree(file: PageFile, root: number): RawValue[][] {
  if (root < 1 || root > file.pageCount) return [];
  return pagesOf(file, root).flatMap((page) =>
    (rowsOn(file, page) ?? []).flatMap((row) => (row === null || row.isBroken ? [] : [row.values])),
  );
}

function pagesOf(file: PageFile, root: number): number[] {
  const owners = findOwners(file, [root]);
  return [...owners.keys()].filter((page) => owners[page] === 1);
}
