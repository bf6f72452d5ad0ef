import type { SpoorDatabase } from '../database/spoor-database.js';
import type { UsagePlace } from '../stores/usage/usage-told.js';
import { refreshUsageTotals } from '../stores/usage/usage-totals.js';
import type { PortableRow } from './merge.js';

/**
 * Turns and subagents whose messages' usage came in. Totals of what several machines have read in
 * part are neither the one's nor the other's: they are summed anew from the messages.
 */
export class TouchedUsage {
  readonly #db: SpoorDatabase;
  readonly #places = new Map<string, UsagePlace>();

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /** Notes where a message counts; called before and after it is written, for it may move. */
  note(row: PortableRow): void {
    const place = this.#db
      .prepare<[PortableRow], UsagePlace>(
        `SELECT session_id AS sessionId, agent_id AS agentId, trace_id AS traceId
         FROM token_usage WHERE message_id = @message_id`,
      )
      .get(row);
    if (place !== undefined) this.#places.set(JSON.stringify(place), place);
  }

  /** Writes the totals of what was noted, inside the transaction that wrote the messages. */
  refresh(): void {
    refreshUsageTotals(this.#db, this.#places.values());
    this.#places.clear();
  }
}
