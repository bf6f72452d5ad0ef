import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';
import { StorageError } from '../errors.js';
import { breathe, type LongWork } from '../maintenance/long-work.js';
import type { RawValue } from './pages/record.js';
import { type LostRange, salvageByRowid } from './salvage-by-rowid.js';
import type { PagesReport } from './salvage-pages.js';
import type { SalvageTarget } from './salvage-target.js';
import type { TableShape } from './table-shapes.js';

/** What is to be read through SQLite. */
export interface SqliteReading extends LongWork {
  readonly copyPath: string;
  readonly tables: readonly TableShape[];
  readonly target: SalvageTarget;
  /** What the pages gave: SQLite gives rows, too, whose pages say that they are damaged. */
  readonly pages: ReadonlyMap<string, PagesReport>;
}

/**
 * Reads every table as far as SQLite can, and keeps what is not yet known.
 * @returns by table the rowids that can't be read; a table that can't be found is left out.
 */
export async function salvageThroughSqlite(
  reading: SqliteReading,
): Promise<Map<string, LostRange[]>> {
  const unreadable = new Map<string, LostRange[]>();
  const source = open(reading.copyPath);
  if (source === null) return unreadable;
  try {
    for (const table of reading.tables) {
      const ranges = await readTable(source, table, reading);
      if (ranges !== null) unreadable.set(table.name, ranges);
      await breathe();
    }
  } finally {
    source.close();
  }
  return unreadable;
}

function open(path: string): Handle | null {
  try {
    const source = new BetterSqlite3(path, { readonly: true });
    source.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON');
    return source;
  } catch {
    return null;
  }
}

async function readTable(
  source: Handle,
  table: TableShape,
  reading: SqliteReading,
): Promise<LostRange[] | null> {
  const { target } = reading;
  const pages = reading.pages.get(table.name);
  const isDoubtful = pages !== undefined && pages.damagedPages + pages.damagedRows > 0;
  if (!isDoubtful && countRows(source, table.name) === pages?.read) return [];
  const take = (rows: readonly (readonly RawValue[])[]) => {
    target.handle.transaction(() => {
      for (const row of rows) {
        if (!isDoubtful || row.every(isCredible)) target.put(table, table.columns, row);
      }
    })();
  };
  try {
    if (table.isKeyed) return readKeyed(source, table, take);
    const { name, columns } = table;
    const known = pages?.rowids ?? null;
    return await salvageByRowid({ source, table: name, columns, known, take }, reading);
  } catch (error) {
    // What the new database can't take is told; what SQLite can't find in the old one, is not there.
    if (error instanceof StorageError) throw error;
    return null;
  }
}

/** Null when SQLite can't count them to the end. */
function countRows(source: Handle, table: string): number | null {
  try {
    const count = source.prepare<[], number>(`SELECT count(*) FROM ${table} NOT INDEXED`);
    return count.pluck().get() ?? null;
  } catch {
    return null;
  }
}

/**
 * From both ends up to the damage; rows between two damages were found in the pages.
 * @returns null when there is damage.
 */
function readKeyed(
  source: Handle,
  table: TableShape,
  take: (rows: readonly RawValue[][]) => void,
): LostRange[] | null {
  const isWhole = ['ASC', 'DESC'].some((order) => readInOrder(source, table, order, take));
  return isWhole ? [] : null;
}

/** No page holds more rows than half its bytes: a page that points back would go round for ever. */
const MOST_ROWS_A_PAGE = 2_048;
const BATCH = 2_000;

function readInOrder(
  source: Handle,
  { name, columns, stored }: TableShape,
  order: string,
  take: (rows: readonly RawValue[][]) => void,
): boolean {
  const statement = source
    .prepare<[], RawValue[]>(
      `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${stored[0]} ${order}`,
    )
    .raw()
    .safeIntegers();
  let left = MOST_ROWS_A_PAGE * (source.pragma('page_count', { simple: true }) as number);
  let rows: RawValue[][] = [];
  try {
    for (const row of statement.iterate()) {
      rows.push(row);
      if (rows.length === BATCH) {
        take(rows);
        rows = [];
      }
      if (left-- === 0) return false;
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    return false;
  } finally {
    take(rows);
  }
  return true;
}

function isCredible(value: RawValue): boolean {
  return typeof value !== 'string' || !(value.includes('\uFFFD') || /\0{16}$/.test(value));
}
