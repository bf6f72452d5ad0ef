import type { SpoorDatabase } from '../database/spoor-database.js';
import {
  MESSAGE_COLUMNS,
  MESSAGE_FIELDS,
  type Message,
  type MessageChanges,
  type MessageRow,
  messageOf,
  type NewMessage,
} from './message.js';
import {
  countMessages,
  listMessages,
  type MessageFilter,
  type MessageQuery,
} from './message-list.js';
import { changesRow, newMessageRow } from './message-row.js';
import { messagesOf, trimMessages } from './message-trim.js';

/** How messages are kept. */
export interface MessageStoreOptions {
  /** More of a session are not kept: its oldest tool output goes first. 10,000 by default. */
  readonly maxPerSession?: number;
}

/** Messages of sessions. */
export class MessageStore {
  readonly #db: SpoorDatabase;
  readonly #maxPerSession: number;

  constructor(db: SpoorDatabase, { maxPerSession = 10_000 }: MessageStoreOptions = {}) {
    this.#db = db;
    this.#maxPerSession = maxPerSession;
  }

  /** Writes a message, redacted; one that is there already changes nothing. @returns its id. */
  add(message: NewMessage): string {
    const row = newMessageRow(message);
    this.#write([row]);
    return row.id;
  }

  /**
   * Writes messages in one transaction, redacted; those that are there already change nothing.
   * @returns how many are new.
   */
  addMany(messages: readonly NewMessage[]): number {
    return this.#write(messages.map(newMessageRow));
  }

  /** @returns the message, or null. */
  get(sessionId: string, id: string): Message | null {
    const row = this.#db
      .prepare<[string, string], MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE session_id = ? AND id = ?`,
      )
      .get(sessionId, id);
    return row === undefined ? null : messageOf(row);
  }

  /** A page of a session's messages, the oldest first. */
  list(sessionId: string, query: MessageQuery = {}): Message[] {
    return listMessages(this.#db, sessionId, query);
  }

  /** How many messages a session has. */
  count(sessionId: string, filter: MessageFilter = {}): number {
    return countMessages(this.#db, sessionId, filter);
  }

  /** Changes a message, redacted; what is left out stays. @returns whether there is such a message. */
  update(sessionId: string, id: string, changes: MessageChanges): boolean {
    const row = changesRow(changes);
    const set = MESSAGE_FIELDS.filter(([name]) => name in row).map(
      ([name, column]) => `${column} = @${name}`,
    );
    return this.#db.transaction(
      () =>
        this.#db
          .prepare<object>(
            `UPDATE messages SET ${['id = id', ...set].join(', ')}
             WHERE session_id = @sessionId AND id = @id`,
          )
          .run({ ...row, sessionId, id }).changes === 1,
    );
  }

  /** Deletes a message. @returns whether there was one. */
  delete(sessionId: string, id: string): boolean {
    return this.#db.transaction(
      () =>
        this.#db
          .prepare<[string, string]>('DELETE FROM messages WHERE session_id = ? AND id = ?')
          .run(sessionId, id).changes === 1,
    );
  }

  #write(rows: readonly MessageRow[]): number {
    return this.#db.transaction(() => {
      const insert = this.#db.prepare<MessageRow>(
        `INSERT INTO messages (${MESSAGE_FIELDS.map(([, column]) => column).join(', ')})
         VALUES (${MESSAGE_FIELDS.map(([name]) => `@${name}`).join(', ')})
         ON CONFLICT (session_id, id) DO NOTHING`,
      );
      const isNew = rows.filter((row) => insert.run(row).changes === 1);
      for (const sessionId of new Set(isNew.map((row) => row.sessionId))) this.#trim(sessionId);
      return isNew.length;
    });
  }

  /** Keeps a session at its most: the oldest tool output goes first, summaries go last. */
  #trim(sessionId: string): void {
    const handle = this.#db.getDb();
    const tooMany = messagesOf(handle, sessionId) - this.#maxPerSession;
    if (tooMany > 0) trimMessages(handle, sessionId, tooMany);
  }
}
