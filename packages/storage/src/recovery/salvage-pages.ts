import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { guessTable } from './guess-table.js';
import { PAGE_TYPE, type RawRow, rowsOn } from './pages/cells.js';
import { type PageFile, treeStart } from './pages/page-file.js';
import { findOwners } from './pages/page-owners.js';
import { POINTER, readPointer } from './pages/pointer-map.js';
import type { SalvageTarget } from './salvage-target.js';
import type { TableShape } from './table-shapes.js';

/** What the pages gave of one table. */
export interface PagesReport {
  /** Rows that were read, whatever became of them. */
  read: number;
  kept: number;
  refused: number;
  damagedPages: number;
  damagedRows: number;
  /** Rows that its indexes know, where that is more than the table has. */
  indexed: number;
  /** The lowest and the highest rowid; null without any. */
  rowids: { from: bigint; to: bigint } | null;
}

/**
 * Reads rows from the pages themselves, wherever they are: a page that no path leads to any more
 * still knows its parent. One transaction a few thousand pages.
 */
export async function salvagePages(
  file: PageFile,
  tables: readonly TableShape[],
  target: SalvageTarget,
  work: LongWork,
): Promise<Map<string, PagesReport>> {
  const reports = new Map(tables.map(({ name }) => [name, emptyReport()]));
  const trees = tables.flatMap((table) => [
    { table, root: table.rootPage, isIndex: false },
    ...table.indexes.map(({ root }) => ({ table, root, isIndex: true })),
  ]);
  const owners = findOwners(
    file,
    trees.map(({ root }) => root),
  );
  const indexed = new Map<number, number>();
  for (let first = 1; first <= file.pageCount; first += BATCH) {
    const last = Math.min(first + BATCH - 1, file.pageCount);
    target.handle.transaction(() => {
      for (let page = first; page <= last; page++) {
        const tree = trees[(owners[page] ?? 0) - 1];
        if (tree === undefined) {
          takeStray(file, page, tables, target, reports);
        } else if (tree.isIndex) {
          indexed.set(tree.root, (indexed.get(tree.root) ?? 0) + countRows(file, page));
        } else {
          takePage(file, page, tree.table, target, reports.get(tree.table.name) as PagesReport);
        }
      }
    })();
    work.onProgress?.({ done: last, total: file.pageCount, unit: 'pages' });
    await breathe();
    stopIfAsked(work);
  }
  for (const { table, root } of trees.filter(({ isIndex }) => isIndex)) {
    const report = reports.get(table.name) as PagesReport;
    report.indexed = Math.max(report.indexed, indexed.get(root) ?? 0);
  }
  return reports;
}

/** Pages between two looks at the caller's wishes. */
const BATCH = 500;

function emptyReport(): PagesReport {
  return {
    read: 0,
    kept: 0,
    refused: 0,
    damagedPages: 0,
    damagedRows: 0,
    indexed: 0,
    rowids: null,
  };
}

function countRows(file: PageFile, page: number): number {
  return (rowsOn(file, page) ?? []).filter((row) => row !== null).length;
}

/** A page that is in use but that nothing leads to: freed ones are zeroed, or called free. */
function takeStray(
  file: PageFile,
  page: number,
  tables: readonly TableShape[],
  target: SalvageTarget,
  reports: ReadonlyMap<string, PagesReport>,
): void {
  if (file.read(page)[treeStart(page)] !== PAGE_TYPE.tableLeaf) return;
  if (readPointer(file, page)?.type === POINTER.free) return;
  const table = guessTable(rowsOn(file, page) ?? [], tables);
  if (table === undefined) return;
  takePage(file, page, table, target, reports.get(table.name) as PagesReport);
}

function takePage(
  file: PageFile,
  page: number,
  table: TableShape,
  target: SalvageTarget,
  report: PagesReport,
): void {
  const rows = rowsOn(file, page);
  if (rows === null) report.damagedPages++;
  for (const row of rows ?? []) {
    const columns = row === null ? null : columnsOf(row, table);
    if (row === null || columns === null) {
      report.damagedRows++;
      continue;
    }
    report.read++;
    noteRowid(report, row.rowid);
    const values = valuesOf(row, table, columns);
    if (row.isBroken) {
      target.refuse({ table, columns, values, reason: 'its text is broken' });
      report.refused++;
      report.damagedRows++;
      continue;
    }
    const result = target.put(table, columns, values);
    if (result === 'kept') report.kept++;
    if (result === 'refused') report.refused++;
  }
}

function noteRowid(report: PagesReport, value: number | bigint | null): void {
  if (value === null) return;
  const rowid = BigInt(value);
  const { from, to } = report.rowids ?? { from: rowid, to: rowid };
  report.rowids = { from: rowid < from ? rowid : from, to: rowid > to ? rowid : to };
}

/** A record is shorter than the table where columns were added later; it is never longer. */
function columnsOf(row: RawRow, table: TableShape): readonly string[] | null {
  if ((row.rowid === null) !== table.isKeyed) return null;
  const { length } = row.values;
  if (length === 0 || length > table.stored.length) return null;
  return table.stored.slice(0, length);
}

function valuesOf(row: RawRow, { rowidColumn }: TableShape, columns: readonly string[]) {
  if (rowidColumn === null) return row.values;
  return row.values.map((value, n) => (columns[n] === rowidColumn ? (row.rowid ?? value) : value));
}
