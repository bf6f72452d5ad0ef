import type { RedactOptions } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { isConstraint } from '../errors.js';
import { type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { writeGently } from '../maintenance/write-gently.js';
import { cleanWhole } from './clean-rows.js';
import { SUMS } from './scanned-tables.js';

/** Rows may become alike by it: then their keys are numbered. */
const MOST_ALIKE = 10_000;

/** Keys changed at once: each is looked for in whole tables. */
const PORTION = 10;

/** Keys that hold secrets, and where they stand. */
export class SecretKeys {
  readonly #places = new Map<string, Map<string, Place>>();

  /** Notes that a key stands in a column. */
  add(key: string, table: string, column: string): void {
    // Its rows follow those that they are sums of.
    if (table === SUMS) return;
    const places = this.#places.get(key) ?? new Map<string, Place>();
    this.#places.set(key, places.set(`${table} ${column}`, { table, column }));
  }

  /**
   * Gives each key another value, in all tables in one transaction: rows find each other by it
   * afterwards as before.
   */
  async mend(db: SpoorDatabase, redaction: RedactOptions, work: LongWork): Promise<void> {
    const keys = [...this.#places];
    for (let from = 0; from < keys.length; from += PORTION) {
      stopIfAsked(work);
      await writeGently(db, () => {
        for (const [key, places] of keys.slice(from, from + PORTION)) {
          rename(db, [...places.values()], key, String(cleanWhole(key, redaction)));
        }
      });
    }
  }
}

interface Place {
  readonly table: string;
  readonly column: string;
}

function rename(db: SpoorDatabase, places: readonly Place[], key: string, clean: string): void {
  db.getDb().pragma('defer_foreign_keys=ON');
  for (let n = 1; n <= MOST_ALIKE; n++) {
    if (tryToRename(db, places, key, n === 1 ? clean : `${clean} #${n}`)) return;
  }
}

/** @returns false when another row has such a key already; nothing is changed then. */
function tryToRename(
  db: SpoorDatabase,
  places: readonly Place[],
  key: string,
  to: string,
): boolean {
  const handle = db.getDb();
  handle.exec('SAVEPOINT new_key');
  try {
    for (const { table, column } of places) {
      db.prepare<[string, string]>(
        `UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ?`,
      ).run(to, key);
    }
    handle.exec('RELEASE new_key');
    return true;
  } catch (error) {
    handle.exec('ROLLBACK TO new_key; RELEASE new_key');
    if (isConstraint(error)) return false;
    throw error;
  }
}
