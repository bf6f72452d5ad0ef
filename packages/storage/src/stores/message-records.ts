import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { MESSAGE_FIELDS, type MessageRow } from './message.js';

/** A message as its table holds it, redacted already. */
export type MessageRecord = MessageRow;

const INSERT = `INSERT INTO messages (${MESSAGE_FIELDS.map(([, column]) => column).join(', ')})
  VALUES (${MESSAGE_FIELDS.map(() => '?').join(', ')})
  ON CONFLICT (session_id, id) DO NOTHING`;

/**
 * Messages as they are read from transcripts: redacted already, many at a time. However many a
 * session has, all are kept; retention is what limits the store.
 */
export class MessageRecords {
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** Writes messages; those that are there already change nothing. @returns how many are new. */
  addMany(records: readonly MessageRecord[]): number {
    const insert = prepare<unknown[]>(this.#db, INSERT);
    let added = 0;
    for (const record of records) {
      added += insert.run(...MESSAGE_FIELDS.map(([name]) => record[name])).changes;
    }
    return added;
  }

  /**
   * Which of some messages stand in other sessions too.
   * @returns their ids, with the sessions that have them.
   */
  elsewhere(sessionId: string, ids: readonly string[]): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const rows = prepare<[string, string], { id: string; sessionId: string }>(
      this.#db,
      `SELECT m.id, m.session_id AS sessionId FROM json_each(?) AS wanted
       JOIN messages AS m ON m.id = wanted.value WHERE m.session_id <> ?
       ORDER BY m.id, m.session_id`,
    ).all(JSON.stringify(ids), sessionId);
    for (const row of rows) {
      const sessions = found.get(row.id);
      if (sessions === undefined) found.set(row.id, [row.sessionId]);
      else sessions.push(row.sessionId);
    }
    return found;
  }
}
