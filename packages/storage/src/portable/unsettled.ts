import { isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import type { PortableRow } from './merge.js';
import type { Reconciler } from './reconciler.js';
import type { PortableTable } from './tables.js';

const PREFIX = 'import.unsettled:';

/** Tables whose rows follow from events, or that others follow from. */
const DERIVED: ReadonlySet<string> = new Set([
  'sessions',
  'hook_executions',
  'execution_traces',
  'turn_prompts',
  'tool_calls',
  'agent_invocations',
  'session_rounds',
  'state_transitions',
  'checkpoints',
  'workflow_states',
]);

/**
 * Sessions that were here in part before an import, and got more: rows of theirs that depend on
 * others are to be drawn up again. They are noted in the database, in the transaction that brings
 * the rows, so that an import that was killed is made whole by the next one.
 */
export class Unsettled {
  readonly #db: SpoorDatabase;
  /** Sessions that were here when their row came; no more than the database has. */
  readonly #met = new Set<string>();
  readonly #noted = new Set<string>();

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /** Notes what became of a row, inside the transaction that wrote it. */
  note(
    table: PortableTable,
    row: PortableRow,
    session: string | null,
    outcome: 'new' | 'merged' | 'known',
  ): void {
    if (session === null || !DERIVED.has(table.name)) return;
    if (table.name === 'sessions' && outcome !== 'new') this.#met.add(session);
    if (outcome === 'known') return;
    if (table.name === 'session_rounds' && outcome === 'new') this.#countRound(row);
    if (this.#met.has(session)) this.#mark(session);
  }

  /** Lets a reconciler settle all that are noted, of earlier imports too. */
  async settleAll(reconciler: Reconciler, work: LongWork): Promise<void> {
    for (let id = this.#next(''); id !== undefined; id = this.#next(id)) {
      stopIfAsked(work);
      const session = id;
      this.#db.transaction(() => {
        reconciler.settle(session);
        this.#db
          .prepare<[string]>('DELETE FROM maintenance_state WHERE name = ?')
          .run(`${PREFIX}${session}`);
      });
      await breathe();
    }
  }

  /** A counter that is here counts a round that it doesn't have yet; one that isn't comes as it was. */
  #countRound(row: PortableRow): void {
    this.#db
      .prepare<[PortableRow]>(
        `UPDATE counters SET value = value + 1 WHERE scope = @session_id AND name = 'rounds'`,
      )
      .run(row);
  }

  #mark(session: string): void {
    if (this.#noted.has(session)) return;
    this.#db
      .prepare<[string, string, string]>(
        `INSERT INTO maintenance_state (name, value, updated_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO NOTHING`,
      )
      .run(`${PREFIX}${session}`, '', isoTime(Date.now()));
    this.#noted.add(session);
  }

  #next(after: string): string | undefined {
    const row = this.#db
      .prepare<[string, string], { name: string }>(
        `SELECT name FROM maintenance_state WHERE name > ? AND name < ? ORDER BY name LIMIT 1`,
      )
      .get(`${PREFIX}${after}`, `${PREFIX}\u{10FFFF}`);
    return row?.name.slice(PREFIX.length);
  }
}
