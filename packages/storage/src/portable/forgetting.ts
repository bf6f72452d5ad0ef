import type { SpoorDatabase } from '../database/spoor-database.js';
import type { PortableRow, PortableValue } from './merge.js';
import type { PortableTable } from './tables.js';

/** Keeps an import from bringing back what was forgotten here. */
export class Forgetting {
  readonly #db: SpoorDatabase;
  readonly #isIncluded: boolean;
  #isAny = false;
  /** Turns of this file that were left out: what names its session by its turn goes with them. */
  readonly #turns = new Set<PortableValue>();

  constructor(db: SpoorDatabase, isIncluded: boolean) {
    this.#db = db;
    this.#isIncluded = isIncluded;
  }

  /** Looks whether anything is forgotten; called at the start of each transaction. */
  refresh(): void {
    this.#isAny =
      this.#db.prepare<[]>('SELECT 1 FROM forgotten_sessions LIMIT 1').get() !== undefined;
  }

  /** Whether a row is left out, its session being forgotten. Included ones count as known again. */
  drops(table: PortableTable, row: PortableRow, session: string | null): boolean {
    if (table.name === 'forgotten_sessions') return this.#dropsMark(row);
    if (session === null) return this.#turns.has(row['trace_id'] ?? '');
    if (!this.#isAny) return false;
    if (this.#isIncluded) {
      if (table.name === 'sessions') this.#unmark(session);
      return false;
    }
    const at = table.time === undefined ? null : (row[table.time] ?? null);
    if (!this.#isForgotten(session, at)) return false;
    if (table.name === 'execution_traces') this.#turns.add(row['id'] ?? null);
    return true;
  }

  /** What another machine forgot and this one has, stays; what neither has, stays away. */
  #dropsMark(row: PortableRow): boolean {
    this.#isAny = true;
    return (
      this.#db
        .prepare<[PortableValue]>('SELECT 1 FROM sessions WHERE id = ?')
        .get(row['session_id'] ?? null) !== undefined
    );
  }

  /** A row without a time goes with its session. */
  #isForgotten(session: string, at: PortableValue): boolean {
    return (
      this.#db
        .prepare<object>(
          `SELECT 1 FROM forgotten_sessions WHERE session_id = @session AND (
             until IS NULL OR until >= @at
             OR (@at IS NULL AND NOT EXISTS (SELECT 1 FROM sessions WHERE id = @session)))`,
        )
        .get({ session, at }) !== undefined
    );
  }

  #unmark(session: string): void {
    this.#db.prepare<[string]>('DELETE FROM forgotten_sessions WHERE session_id = ?').run(session);
  }
}
