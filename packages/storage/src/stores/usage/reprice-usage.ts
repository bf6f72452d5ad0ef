import { fingerprintOf, type ModelPrices } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';
import { type LongWork, stopIfAsked } from '../../maintenance/long-work.js';
import {
  readMaintenanceState,
  writeMaintenanceState,
} from '../../maintenance/maintenance-state.js';
import { writeGently } from '../../maintenance/write-gently.js';
import { costBy, USAGE_COLUMNS, type UsageTold } from './usage-told.js';
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

/**
 * Computes all stored costs anew where they are of other prices, and the totals that hold them; in
 * short transactions that let others write. One read where nothing is to be done. Broken off, it
 * begins again.
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
  let changed = 0;
  let done = 0;
  for (let after: number | null = 0; after !== null; ) {
    stopIfAsked(work);
    const from: number = after;
    await writeGently(db, () => {
      const page = repricePage(db, prices, from);
      changed += page.changed;
      done += page.rows;
      after = page.rows < PAGE ? null : page.last;
      if (after === null) writeMaintenanceState(db, STATE, fingerprint);
    });
    work.onProgress?.({ done, total, unit: 'messages' });
  }
  return { differed: true, changed };
}

function countRows(db: SpoorDatabase): number {
  const row = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM token_usage').get();
  return row?.n ?? 0;
}

function repricePage(
  db: SpoorDatabase,
  prices: ModelPrices,
  after: number,
): { rows: number; last: number; changed: number } {
  const costOf = costBy(prices);
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT rowid, cost_usd AS costUsd, ${USAGE_COLUMNS} FROM token_usage
       WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    )
    .all(after, PAGE);
  const changed = rows.filter((row) => {
    const cost = costOf(row);
    if (cost === row.costUsd) return false;
    db.prepare<[number | null, number]>('UPDATE token_usage SET cost_usd = ? WHERE rowid = ?').run(
      cost,
      row.rowid,
    );
    return true;
  });
  refreshUsageTotals(db, changed);
  return { rows: rows.length, last: rows.at(-1)?.rowid ?? after, changed: changed.length };
}
