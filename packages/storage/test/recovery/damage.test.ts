import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../src/index.js';
import { finishSalvage } from '../../src/recovery/finish-salvage.js';
import { makeSalvageTarget, salvage } from '../../src/recovery/salvage.js';
import { type Damaged, damage } from '../support/damage.js';
import { filledDatabase } from '../support/filled-database.js';
import { type PlacedRow, placeRows, readAllRows } from '../support/row-places.js';
import { temporaryFolder } from '../support/temporary.js';

/** More by hand: `SPOOR_DAMAGE_SEEDS=5000`. */
const SEEDS = Number(process.env['SPOOR_DAMAGE_SEEDS'] ?? 200);
const GROUPS = 10;

let whole: { readonly original: Buffer; readonly placed: readonly PlacedRow[] } | undefined;

function wholeDatabase() {
  if (whole !== undefined) return whole;
  const original = filledDatabase();
  const path = join(temporaryFolder(), 'whole.db');
  writeFileSync(path, original);
  const handle = new BetterSqlite3(path, { readonly: true });
  whole = { original, placed: placeRows(handle) };
  handle.close();
  return whole;
}

describe.each(Array.from({ length: GROUPS }, (_, group) => group))('damage, group %i', (group) => {
  test('is found or harmless, and 99 % of the rows outside it are saved', async () => {
    const { original, placed } = wholeDatabase();
    const seen = { outside: 0, saved: 0, found: 0 };
    for (let seed = group; seed < SEEDS; seed += GROUPS) {
      const damaged = damage(original, seed);
      const label = `seed ${seed}, ${damaged.what}`;
      const folder = temporaryFolder();
      const path = join(folder, 'spoor.db');
      writeFileSync(path, damaged.bytes);
      const found = await isFound(path);
      if (found) expect(readFileSync(path).equals(damaged.bytes), `${label}: untouched`).toBe(true);
      const after = await saved(path, folder);
      if (!found) expect(lost(after, placed), `${label}: not found, so harmless`).toEqual([]);
      const outside = placed.filter((row) => isOutside(row, damaged));
      const missing = lost(after, outside);
      expect(outside.length - missing.length, label).toBeGreaterThanOrEqual(outside.length * 0.99);
      seen.outside += outside.length;
      seen.saved += outside.length - missing.length;
      seen.found += found ? 1 : 0;
    }
    expect(seen.saved).toBeGreaterThanOrEqual(seen.outside * 0.999);
    if (process.env['SPOOR_DAMAGE_SEEDS']) console.log(seen);
  }, 120_000);
});

async function isFound(path: string): Promise<boolean> {
  const report = await checkDatabase(path, { deep: true, pauseMs: 0 });
  return report.problems.length > 0;
}

async function saved(copyPath: string, folder: string): Promise<Map<string, Set<string>>> {
  const db = makeSalvageTarget(join(folder, 'new.db'));
  try {
    const asidePath = join(folder, 'refused.jsonl');
    await salvage({ db, copyPath, asidePath });
    const rows = readAllRows(db.getDb());
    finishSalvage(db.getDb(), asidePath);
    return rows;
  } finally {
    db.close();
  }
}

function isOutside(row: PlacedRow, { pages }: Damaged): boolean {
  return row.pages.every((page) => !pages.has(page));
}

function lost(after: Map<string, Set<string>>, rows: readonly PlacedRow[]): PlacedRow[] {
  return rows.filter((row) => after.get(row.table)?.has(row.text) !== true);
}
