import type { Handle } from '../../src/index.js';
import { readTableShapes } from '../../src/recovery/table-shapes.js';

/** A row, and the pages that its own b-tree keeps it on. */
export interface PlacedRow {
  readonly table: string;
  /** All its values, as one text. */
  readonly text: string;
  readonly pages: readonly number[];
}

interface PageRow {
  readonly path: string;
  readonly pageno: number;
  readonly pagetype: 'leaf' | 'internal' | 'overflow';
  readonly ncell: number;
}

/** Finds by SQLite's own account (`dbstat`) on which pages each row lies. */
export function placeRows(handle: Handle): PlacedRow[] {
  return readTableShapes(handle).flatMap(({ name, columns, isKeyed }) => {
    const pages = handle
      .prepare<[string], PageRow>(
        'SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = ? ORDER BY path',
      )
      .all(name);
    const places = cellsInOrder(pages, isKeyed);
    const rows = readRows(handle, name, columns, isKeyed);
    if (places.length !== rows.length) throw new Error(`${name}: ${places.length} places`);
    return rows.map((text, n) => ({ table: name, text, pages: places[n] ?? [] }));
  });
}

/** All rows of all tables, for a comparison. */
export function readAllRows(handle: Handle): Map<string, Set<string>> {
  return new Map(
    readTableShapes(handle).map(({ name, columns, isKeyed }) => [
      name,
      new Set(readRows(handle, name, columns, isKeyed)),
    ]),
  );
}

function readRows(
  handle: Handle,
  name: string,
  columns: readonly string[],
  isKeyed: boolean,
): string[] {
  const order = isKeyed ? 'NOT INDEXED' : 'NOT INDEXED ORDER BY rowid';
  return handle
    .prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM ${name} ${order}`)
    .raw()
    .all()
    .map((row) => JSON.stringify(row));
}

/** The cells that hold rows, from the left to the right. */
function cellsInOrder(pages: readonly PageRow[], isKeyed: boolean): number[][] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const cells: number[][] = [];
  const take = (page: PageRow, cell: number) => {
    const prefix = `${page.path}${hex(cell)}+`;
    const overflow = pages.filter((one) => one.path.startsWith(prefix));
    cells.push([page.pageno, ...overflow.map((one) => one.pageno)]);
  };
  const visit = (path: string) => {
    const page = byPath.get(path);
    if (page === undefined) throw new Error(`no page at ${path}`);
    for (let cell = 0; cell <= page.ncell; cell++) {
      if (page.pagetype === 'internal') visit(`${path}${hex(cell)}/`);
      if (cell < page.ncell && (page.pagetype === 'leaf' || isKeyed)) take(page, cell);
    }
  };
  visit('/');
  return cells;
}

function hex(cell: number): string {
  return cell.toString(16).padStart(3, '0');
}
