import { fingerprintOf, type ModelPrices } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';
import { breathe, type LongWork, stopIfAsked } from '../../maintenance/long-work.js';
import {
  readMaintenanceState,
  writeMaintenanceState,
} from '../../maintenance/maintenance-state.js';
import { writeGently } from '../../maintenance/write-gently.js';
import { type CostOf, costBy, USAGE_COLUMNS, type UsageTold } from './usage-told.js';
import { refreshUsageTotals } from './usage-totals.js';

/** Under this name upkeep remembers which prices the stored costs are of. */
const STATE = 'usage.prices';

/** Rows a transaction. */
const PAGE = 200;

/** What pricing anew did. */
export interface RepriceReport {
  /** False: the stored costs were of these prices already. */
  readonly differed: boolean;
  /** Messages whose cost changed. */
  readonly changed: number;
}

interface Row extends UsageTold {
  readonly rowid: number;
  readonly costUsd: number | null;
}

/** Whether the stored costs are of other prices than these. One read. */
export function isPricedOtherwise(db: SpoorDatabase, prices: ModelPrices): boolean {
  return readMaintenanceState<string>(db, STATE) !== fingerprintOf(prices);
}

/**
 * Computes all stored costs anew where they are of other prices, and the totals that hold them; in
 * short transactions that let others write. One read where nothing is to be done. Broken off, it
 * begins again. To be called before an import writes costs too: on an empty store it only notes the
 * prices, and there is nothing to be done after it.
 * @throws StorageError `CANCELLED` when its signal says so, else what keeps it from writing.
 */
export async function repriceUsage(
  db: SpoorDatabase,
  prices: ModelPrices,
  work: LongWork = {},
): Promise<RepriceReport> {
  const fingerprint = fingerprintOf(prices);
  if (readMaintenanceState<string>(db, STATE) === fingerprint) {
    return { differed: false, changed: 0 };
  }
  const total = countRows(db);
  const costOf = costBy(prices);
  let changed = 0;
  let done = 0;
  for (let rows = readPage(db, 0); rows.length > 0; ) {
    stopIfAsked(work);
    const [before, last] = [(rows[0]?.rowid ?? 0) - 1, rows.at(-1)?.rowid ?? 0];
    if (rows.some((row) => costOf(row) !== row.costUsd)) {
      await writeGently(db, () => {
        changed += repricePage(db, readPage(db, before, last), costOf);
      });
    } else await breathe();
    done += rows.length;
    work.onProgress?.({ done, total, unit: 'messages' });
    rows = readPage(db, last);
  }
  writeMaintenanceState(db, STATE, fingerprint);
  return { differed: true, changed };
}

function countRows(db: SpoorDatabase): number {
  const row = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM token_usage').get();
  return row?.n ?? 0;
}

/** The next rows after one, up to another if it is named. */
function readPage(db: SpoorDatabase, after: number, last = Number.MAX_SAFE_INTEGER): Row[] {
  return db
    .prepare<[number, number, number], Row>(
      `SELECT rowid, cost_usd AS costUsd, ${USAGE_COLUMNS} FROM token_usage
       WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?`,
    )
    .all(after, last, PAGE);
}

/** Writes the costs that differ. @returns how many. */
function repricePage(db: SpoorDatabase, rows: readonly Row[], costOf: CostOf): number {
  const differing = rows.filter((row) => costOf(row) !== row.costUsd);
  for (const row of differing) {
    db.prepare<[number | null, number]>('UPDATE token_usage SET cost_usd = ? WHERE rowid = ?').run(
      costOf(row),
      row.rowid,
    );
  }
  refreshUsageTotals(db, differing);
  return differing.length;
}
