import { type IsoTime, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { auditOperation } from './audit-operation.js';
import { type Page, pageBounds } from './page-bounds.js';
import { redactName } from './redact-name.js';

/** A counter's value. */
export interface Counter {
  readonly scope: string;
  readonly name: string;
  readonly value: number;
  readonly updatedAt: IsoTime;
}

/** Which counters to list. */
export interface CounterQuery extends Page {
  readonly scope?: string | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  /** Only those after this one: the last of the page before. */
  readonly after?: Pick<Counter, 'scope' | 'name'> | undefined;
}

/** Counters that any number of processes can raise at once. A scope is a session's id, `project:<id>` or `global`. */
export class CounterStore {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /**
   * Adds to a counter, which starts at 0.
   * @returns the new value.
   * @throws StorageError `INVALID` when the step or the sum is no safe integer; the counter stays.
   */
  increment(scope: string, name: string, by = 1): number {
    const row = Number.isSafeInteger(by)
      ? this.#add(redactName(scope), redactName(name), by)
      : undefined;
    if (row === undefined) {
      throw new StorageError('INVALID', `counter ${redactName(name)}: ${by} can't be added`);
    }
    return row.value;
  }

  /** The counter's value; 0 when it was never raised. */
  get(scope: string, name: string): number {
    const row = this.#db
      .prepare<[string, string], { value: number }>(
        'SELECT value FROM counters WHERE scope = ? AND name = ?',
      )
      .get(redactName(scope), redactName(name));
    return row?.value ?? 0;
  }

  /** Counters in the order of scope and name. */
  list(query: CounterQuery = {}): Counter[] {
    const { scope, after } = query;
    const conditions = [
      ...(scope === undefined ? [] : ['scope = @scope']),
      ...(after === undefined ? [] : ['(scope, name) > (@afterScope, @afterName)']),
    ];
    return this.#db
      .prepare<object, Counter>(
        `SELECT scope, name, value, updated_at AS updatedAt FROM counters
         ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
         ORDER BY scope, name LIMIT @limit OFFSET @offset`,
      )
      .all({
        ...(scope === undefined ? {} : { scope: redactName(scope) }),
        ...(after === undefined ? {} : { afterScope: after.scope, afterName: after.name }),
        ...pageBounds(query, 100),
      });
  }

  /** Scopes that start with a text; at most `limit`. */
  scopesStartingWith(prefix: string, limit = 10): string[] {
    return this.#db
      .prepare<[string, string, number], { scope: string }>(
        'SELECT DISTINCT scope FROM counters WHERE scope >= ? AND scope < ? ORDER BY scope LIMIT ?',
      )
      .all(prefix, `${prefix}\u{10FFFF}`, limit)
      .map((row) => row.scope);
  }

  /** Sets a counter to 0, and notes it in the audit log. @returns whether there was one. */
  reset(scope: string, name: string): boolean {
    return this.#db.transaction(() => {
      const value = this.get(scope, name);
      const { changes } = this.#db
        .prepare<[IsoTime, string, string]>(
          'UPDATE counters SET value = 0, updated_at = ? WHERE scope = ? AND name = ?',
        )
        .run(isoTime(Date.now()), redactName(scope), redactName(name));
      if (changes === 0) return false;
      auditOperation(this.#db, { action: 'counter.reset', details: { scope, name, value } });
      return true;
    });
  }

  #add(scope: string, name: string, by: number): { value: number } | undefined {
    return this.#db.transaction(() =>
      this.#db
        .prepare<[string, string, number, IsoTime], { value: number }>(
          `INSERT INTO counters (scope, name, value, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (scope, name)
           DO UPDATE SET value = value + excluded.value, updated_at = excluded.updated_at
           WHERE value + excluded.value BETWEEN -9007199254740991 AND 9007199254740991
           RETURNING value`,
        )
        .get(scope, name, by, isoTime(Date.now())),
    );
  }
}
