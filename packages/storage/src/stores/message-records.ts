import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { MESSAGE_FIELDS, type MessageRow } from './message.js';
import type { MessageStoreOptions } from './message-store.js';
import { messagesOf, trimMessages } from './message-trim.js';

/** A message as its table holds it, redacted already. */
export type MessageRecord = MessageRow;

/** A session may be so many messages over its most until it is trimmed: trimming sorts all of them. */
const SLACK = 500;

const INSERT = `INSERT INTO messages (${MESSAGE_FIELDS.map(([, column]) => column).join(', ')})
  VALUES (${MESSAGE_FIELDS.map(() => '?').join(', ')})
  ON CONFLICT (session_id, id) DO NOTHING`;

/** Messages as they are read from transcripts: redacted already, many at a time. */
export class MessageRecords {
  readonly #db: Handle;
  readonly #most: number;
  /** Messages of the sessions that were written to: counted once, then added to. */
  readonly #counts = new Map<string, number>();

  constructor(db: SpoorDatabase, { maxPerSession = 10_000 }: MessageStoreOptions = {}) {
    this.#db = db.getDb();
    this.#most = maxPerSession;
  }

  /**
   * Writes messages of one session; those that are there already change nothing.
   * @returns how many are new.
   */
  addMany(sessionId: string, records: readonly MessageRecord[]): number {
    const insert = prepare<unknown[]>(this.#db, INSERT);
    let added = 0;
    for (const record of records) {
      added += insert.run(MESSAGE_FIELDS.map(([name]) => record[name])).changes;
    }
    if (added === 0) return 0;
    const known = this.#counts.get(sessionId);
    const count = known === undefined ? messagesOf(this.#db, sessionId) : known + added;
    this.#counts.set(sessionId, count);
    if (count > this.#most + SLACK) this.trim(sessionId);
    return added;
  }

  /** Keeps a session at its most: the oldest tool output goes first, summaries go last. */
  trim(sessionId: string): void {
    const known = this.#counts.get(sessionId);
    if (known !== undefined && known <= this.#most) return;
    const count = messagesOf(this.#db, sessionId);
    if (count > this.#most) trimMessages(this.#db, sessionId, count - this.#most);
    this.#counts.set(sessionId, Math.min(count, this.#most));
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
