import { type IsoTime, isoTime } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';

/** A counter's value. */
export interface Counter {
  readonly scope: string;
  readonly name: string;
  readonly value: number;
  readonly updatedAt: IsoTime;
}

/** Counters that any number of processes can raise at once. A scope is a session's id, `project:<id>` or `global`. */
export class CounterStore {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#database = db;
    this.#db = db.getDb();
  }

  /**
   * Adds to a counter, which starts at 0.
   * @returns the new value.
   * @throws StorageError `INVALID` when the step or the sum is no safe integer.
   */
  increment(scope: string, name: string, by = 1): number {
    return this.#database.transaction(() => {
      const value = this.get(scope, name) + by;
      if (!Number.isSafeInteger(by) || !Number.isSafeInteger(value)) {
        throw new StorageError('INVALID', `counter ${name}: ${by} can't be added`);
      }
      prepare<[string, string, number, IsoTime]>(
        this.#db,
        `INSERT INTO counters (scope, name, value, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (scope, name)
         DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      ).run(scope, name, value, isoTime(Date.now()));
      return value;
    });
  }

  /** The counter's value; 0 when it was never raised. */
  get(scope: string, name: string): number {
    const row = prepare<[string, string], { value: number }>(
      this.#db,
      'SELECT value FROM counters WHERE scope = ? AND name = ?',
    ).get(scope, name);
    return row?.value ?? 0;
  }

  /** Sets a counter to 0. @returns whether there was one. */
  reset(scope: string, name: string): boolean {
    return this.#database.transaction(
      () =>
        prepare<[IsoTime, string, string]>(
          this.#db,
          'UPDATE counters SET value = 0, updated_at = ? WHERE scope = ? AND name = ?',
        ).run(isoTime(Date.now()), scope, name).changes === 1,
    );
  }
}
