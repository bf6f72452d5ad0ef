import type { RedactOptions } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { writeGently } from '../maintenance/write-gently.js';
import { rebuildUsageSums } from '../stores/usage/usage-sums.js';
import { type CleanText, cleanRows } from './clean-rows.js';
import { SecretKeys } from './mend-keys.js';
import { pagesOf, readRow, whereOf } from './page-rows.js';
import { type ScannedTable, SUMS, scannedTables } from './scanned-tables.js';
import type { Tally } from './tally.js';

/** A look through all rows. */
export interface RowScan extends LongWork {
  readonly redaction: RedactOptions;
  /** What is found is taken out. */
  readonly mend: boolean;
  readonly tally: Tally;
  /** Called before the first change. */
  readonly beforeChange: () => void;
}

/** What a look through all rows came to. */
export interface ScannedRows {
  readonly rows: number;
  /** Rows that hold something. */
  readonly withSecrets: number;
}

/** Rows that hold something are changed so many at once: some milliseconds of the write lock. */
const PORTION = 20;

/** Looks through all rows of all tables; what comes meanwhile was redacted as it came. */
export async function scanRows(db: SpoorDatabase, scan: RowScan): Promise<ScannedRows> {
  const tables = scannedTables(db);
  const total = countRows(db, tables);
  const keys = new SecretKeys();
  let rows = 0;
  let withSecrets = 0;
  for (const table of tables) {
    for (const page of pagesOf(db, table)) {
      stopIfAsked(scan);
      const found = cleanRows(
        table,
        page.map(({ row }) => row),
        scan.redaction,
      );
      const places = page.filter((_, index) => (found[index]?.length ?? 0) > 0);
      for (const text of found.flat()) {
        scan.tally.add(table.name, text.column.name, text.kinds);
        if (text.column.isKey) keys.add(text.text, table.name, text.column.name);
      }
      rows += page.length;
      withSecrets += places.length;
      if (scan.mend && places.length > 0) {
        scan.beforeChange();
        await mendRows(
          db,
          table,
          places.map(({ place }) => place),
          scan,
        );
      }
      scan.onProgress?.({ done: rows, total: Math.max(total, rows), unit: 'rows' });
      await breathe();
    }
  }
  if (scan.mend) {
    await keys.mend(db, scan.redaction, scan);
    if (scan.tally.found().some(({ table }) => table === SUMS)) {
      await writeGently(db, () => rebuildUsageSums(db.getDb()));
    }
  }
  return { rows, withSecrets };
}

async function mendRows(
  db: SpoorDatabase,
  table: ScannedTable,
  places: readonly (readonly unknown[])[],
  scan: RowScan,
): Promise<void> {
  if (table.name === SUMS) return;
  for (let from = 0; from < places.length; from += PORTION) {
    stopIfAsked(scan);
    await writeGently(db, () => {
      for (const place of places.slice(from, from + PORTION)) mendRow(db, table, place, scan);
    });
  }
}

/** Looks at the row again: it may have changed since it was read. */
function mendRow(
  db: SpoorDatabase,
  table: ScannedTable,
  place: readonly unknown[],
  { redaction }: RowScan,
): void {
  const row = readRow(db, table, place);
  if (row === undefined) return;
  const changes = (cleanRows(table, [row], redaction)[0] ?? []).filter(isOrdinary);
  if (changes.length === 0) return;
  const setting = changes.map(({ column }) => `"${column.name}" = ?`).join(', ');
  db.prepare<unknown[]>(`UPDATE "${table.name}" SET ${setting} WHERE ${whereOf(table, '=')}`).run(
    ...changes.map(({ clean }) => clean),
    ...place,
  );
}

function isOrdinary({ column }: CleanText): boolean {
  return !column.isKey;
}

function countRows(db: SpoorDatabase, tables: readonly ScannedTable[]): number {
  const counts = tables.map(({ name }) =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get(),
  );
  return counts.reduce((sum, row) => sum + (row?.n ?? 0), 0);
}
