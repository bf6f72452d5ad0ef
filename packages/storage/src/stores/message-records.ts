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
      added += insert.run(MESSAGE_FIELDS.map(([name]) => record[name])).changes;
    }
    return added;
  }

  /**
   * Which of some messages stand in other sessions too, of those sessions that share a beginning
   * with this one: a message without one before it, be it among these or in the store already.
   * Every message in an index over ids would cost an import more than anything else.
   * @returns their ids, with the sessions that have them.
   */
  elsewhere(sessionId: string, ids: readonly string[]): Map<string, string[]> {
    const found = new Map<string, string[]>();
    const rows = prepare<object, { id: string; sessionId: string }>(
      this.#db,
      `WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(@ids)),
         beginnings AS (
           SELECT id FROM wanted
           UNION SELECT id FROM messages WHERE session_id = @sessionId AND parent_id IS NULL),
         related AS MATERIALIZED (
           SELECT DISTINCT m.session_id AS id FROM beginnings CROSS JOIN messages AS m
           WHERE m.id = beginnings.id AND m.parent_id IS NULL AND m.session_id <> @sessionId)
       SELECT m.id, m.session_id AS sessionId FROM related CROSS JOIN wanted CROSS JOIN messages AS m
       WHERE m.session_id = related.id AND m.id = wanted.id
       ORDER BY m.id, m.session_id`,
    ).all({ sessionId, ids: JSON.stringify(ids) });
    for (const row of rows) {
      const sessions = found.get(row.id);
      if (sessions === undefined) found.set(row.id, [row.sessionId]);
      else sessions.push(row.sessionId);
    }
    return found;
  }
}
