import { isoTime, redactText } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { auditOperation } from './audit-operation.js';
import { rewriteIndex } from './rewrite-index.js';
import type { NewSession, Session, SessionChanges } from './session.js';
import { noteForgotten, removeSession } from './session-delete.js';
import { listSessions, type SessionQuery } from './session-list.js';
import { SessionRecords } from './session-records.js';
import { changeSession, insertSession } from './session-writes.js';

/** Client sessions. What the recorder derives again with each event is in its base. */
export class SessionStore extends SessionRecords {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    super(db);
    this.#database = db;
    this.#db = db.getDb();
  }

  /**
   * Writes a session of another program's; a name makes it renamed. What is text is redacted.
   * @returns its id.
   * @throws StorageError `CONFLICT` when there is one with this id.
   */
  create(session: NewSession = {}): string {
    return insertSession(this.#database, session);
  }

  /** A page of sessions, the last active first. */
  list(query: SessionQuery = {}): Session[] {
    return listSessions(this.#database, query);
  }

  /** Changes a session; what is left out stays. @returns whether there is such a session. */
  update(id: string, changes: SessionChanges): boolean {
    return changeSession(this.#database, id, changes);
  }

  /** Ids that start with a text; at most `limit`. */
  idsStartingWith(prefix: string, limit = 10): string[] {
    return prepare<[string, string, number], { id: string }>(
      this.#db,
      `SELECT id FROM sessions WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
    )
      .all(prefix, `${prefix}\u{10FFFF}`, limit)
      .map((row) => row.id);
  }

  /** Gives a session a name of the user's, which the recorder doesn't change. @returns whether it exists. */
  rename(id: string, name: string): boolean {
    return this.#database.transaction(() => {
      const { changes } = prepare<[string, string]>(
        this.#db,
        'UPDATE sessions SET name = ?, user_renamed = 1 WHERE id = ?',
      ).run(redactText(name), id);
      if (changes === 0) return false;
      auditOperation(this.#database, {
        action: 'session.rename',
        sessionId: id,
        details: { name },
      });
      return true;
    });
  }

  /**
   * Deletes a session with all that belongs to it, for good: of what was captured until now,
   * nothing is recorded any more, wherever it still waits. What comes later, is. Hooks can write
   * while it works; what it has not done when it is stopped, it does the next time.
   * @returns whether there was one.
   */
  delete(id: string): boolean {
    const db = this.#database;
    const isThere = db.transaction(() => {
      if (this.get(id) === null) return false;
      noteForgotten(db, id, isoTime(Date.now()));
      return true;
    });
    if (!isThere) return false;
    removeSession(db, id, () => auditOperation(db, { action: 'session.delete', sessionId: id }));
    rewriteIndex(db, 'audit_fts');
    return true;
  }
}
