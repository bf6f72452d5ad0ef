import { rmSync } from 'node:fs';
import type { Handle } from '../database/handle.js';
import { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import type { LongWork } from '../maintenance/long-work.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { migrate } from '../migrations/migrate.js';
import { mendHeader } from './mend-header.js';
import { applyWal, type WalReport } from './pages/apply-wal.js';
import { openPageFile, type PageFile } from './pages/page-file.js';
import { HIGHEST_ROWID, LOWEST_ROWID, type LostRange } from './salvage-by-rowid.js';
import { type PagesReport, salvagePages } from './salvage-pages.js';
import { createTarget } from './salvage-target.js';
import { salvageThroughSqlite } from './salvage-through-sqlite.js';
import { readSourceSchema, type SourceSchema } from './source-schema.js';
import { readTableShapes, type TableShape } from './table-shapes.js';

/** Rowids, both ends included; null where the table's own end is not known. */
export interface RowidRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** What was saved of one table. */
export interface TableSalvage {
  readonly table: string;
  /** Rows in the new database. */
  readonly rows: number;
  /** Rows that were read, but that the schema refuses; they lie aside. */
  readonly refused: number;
  /** Rows that are missing for sure: the table's indexes still know them. */
  readonly missing: number;
  /** Rowids that SQLite could not read; their rows may have been found in the pages all the same. */
  readonly unreadable: readonly RowidRange[];
  /** Whether nothing points at damage: every row was read. */
  readonly whole: boolean;
}

/** What a new database got. */
export interface SalvageReport {
  readonly tables: readonly TableSalvage[];
  readonly wal: WalReport;
}

/** What to salvage, and into what. */
export interface SalvageOptions extends LongWork {
  /** A copy that is changed on the way: its WAL is applied, its header mended. */
  readonly copyPath: string;
  /** The new database, without a schema yet ({@link makeSalvageTarget}). */
  readonly db: SpoorDatabase;
  /** Where rows go that were read, but that the schema refuses. */
  readonly asidePath: string;
}

/**
 * Reads what can be read of a damaged database, row by row, into a new one with the current schema:
 * from the pages themselves, and through SQLite by halving rowid ranges around the damage.
 * @throws StorageError `NEWER_SCHEMA`, `FULL` and the like; never for what is damaged.
 */
export async function salvage(options: SalvageOptions): Promise<SalvageReport> {
  const { db, copyPath } = options;
  const wal = applyWal(copyPath);
  for (const suffix of ['-wal', '-shm', '-journal'])
    rmSync(`${copyPath}${suffix}`, { force: true });
  const file = openPageFile(copyPath);
  try {
    const schema = readSourceSchema(file);
    toSchemaOf(db.getDb(), schema.version);
    const template = db.getDb().serialize();
    const target = createTarget(db.getDb(), options.asidePath);
    const tables = tablesOf(db.getDb(), schema, file);
    const pages = await salvagePages(file, tables, target, options);
    if (file.pageCount > 0) mendHeader(copyPath, template, file.headerIsSane);
    const unreadable = await salvageThroughSqlite({ ...options, tables, target, pages });
    restoreSequences(db.getDb(), schema);
    const reports = tables.map((table) =>
      reportOf(target.handle, table, pages.get(table.name), unreadable.get(table.name) ?? null),
    );
    migrate(db.getDb());
    return { tables: reports, wal };
  } finally {
    file.close();
  }
}

/** Makes the database that a salvage fills: empty, and in no hurry to be safe before it is whole. */
export function makeSalvageTarget(path: string): SpoorDatabase {
  const db = new SpoorDatabase({ path, migrations: 'none' });
  db.getDb().exec('PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-65536');
  return db;
}

function toSchemaOf(handle: Handle, version: number | null): void {
  if (version !== null && version > SCHEMA_VERSION) {
    throw new StorageError(
      'NEWER_SCHEMA',
      `the damaged database has schema ${version}, this Spoor knows up to ${SCHEMA_VERSION}: update Spoor`,
    );
  }
  migrate(handle, { to: version ?? SCHEMA_VERSION });
}

/** The schema's tables, at the places where the damaged file has them. */
function tablesOf(handle: Handle, { roots }: SourceSchema, file: PageFile): TableShape[] {
  const place = (name: string, usual: number) => {
    const root = roots.get(name) ?? 0;
    return root >= 2 && root <= file.pageCount ? root : usual;
  };
  return readTableShapes(handle).map((table) => ({
    ...table,
    rootPage: place(table.name, table.rootPage),
    indexes: table.indexes.map((index) => ({ ...index, root: place(index.name, index.root) })),
  }));
}

/** A new row gets a higher number than any that was lost: they are cursors of what changed. */
function restoreSequences(handle: Handle, { sequences }: SourceSchema): void {
  const raise = handle.prepare<{ name: string; seq: number }>(
    'UPDATE sqlite_sequence SET seq = @seq WHERE name = @name AND seq < @seq',
  );
  const add = handle.prepare<{ name: string; seq: number }>(
    `INSERT INTO sqlite_sequence (name, seq)
     SELECT @name, @seq WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = @name)
       AND EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = @name)`,
  );
  for (const sequence of sequences) {
    raise.run(sequence);
    add.run(sequence);
  }
}

function reportOf(
  handle: Handle,
  { name }: TableShape,
  pages: PagesReport | undefined,
  unreadable: readonly LostRange[] | null,
): TableSalvage {
  const { n: rows } = handle
    .prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`)
    .get() ?? {
    n: 0,
  };
  const missing = Math.max(0, (pages?.indexed ?? 0) - rows);
  const damaged = (pages?.damagedPages ?? 0) + (pages?.damagedRows ?? 0) + (pages?.refused ?? 0);
  return {
    table: name,
    rows,
    refused: pages?.refused ?? 0,
    missing,
    unreadable: (unreadable ?? []).map(rangeOf),
    whole: damaged === 0 && missing === 0 && unreadable !== null && unreadable.length === 0,
  };
}

function rangeOf({ from, to }: LostRange): RowidRange {
  return {
    from: from === LOWEST_ROWID ? null : from.toString(),
    to: to === HIGHEST_ROWID ? null : to.toString(),
  };
}
