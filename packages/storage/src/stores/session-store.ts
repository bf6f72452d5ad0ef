import { isoTime, redactText } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { auditOperation } from './audit-operation.js';
import {
  type NewSession,
  type OpenSession,
  SESSION_COLUMNS,
  type Session,
  type SessionChanges,
  type SessionRecord,
  type SessionRow,
  sessionOf,
} from './session.js';
import { noteForgotten, removeSession } from './session-delete.js';
import { listSessions, type SessionQuery } from './session-list.js';
import { changeSession, insertSession } from './session-writes.js';

/** Client sessions. */
export class SessionStore {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
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

  /** @returns the session, or null. */
  get(id: string): Session | null {
    const row = prepare<[string], SessionRow>(
      this.#db,
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = ?`,
    ).get(id);
    return row === undefined ? null : sessionOf(row);
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

  /** Sessions that are neither ended nor abandoned. */
  open(): OpenSession[] {
    return prepare<[], OpenSession>(
      this.#db,
      `SELECT id, facts FROM sessions WHERE status NOT IN ('ended', 'abandoned')`,
    ).all();
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
   * nothing is recorded any more, wherever it still waits. What comes later, is.
   * @returns whether there was one.
   */
  delete(id: string): boolean {
    return this.#database.transaction(() => {
      if (!removeSession(this.#database, id)) return false;
      noteForgotten(this.#database, id, isoTime(Date.now()));
      auditOperation(this.#database, { action: 'session.delete', sessionId: id });
      return true;
    });
  }

  /** The recorder's facts of a session, or null when it is not known. */
  facts(id: string): string | null {
    const row = prepare<[string], { facts: string }>(
      this.#db,
      'SELECT facts FROM sessions WHERE id = ?',
    ).get(id);
    return row?.facts ?? null;
  }

  /** Writes what the recorder derived; the user's own name stays. */
  put(record: SessionRecord): void {
    prepare<SessionRecord>(
      this.#db,
      `INSERT INTO sessions (id, title, status, project_id, working_directory, git_branch, source,
         model, client_version, transcript_path, started_at, last_activity_at, ended_at, end_reason,
         duration_ms, facts)
       VALUES (@id, @title, @status, @projectId, @workingDirectory, @gitBranch, @source, @model,
         @clientVersion, @transcriptPath, @startedAt, @lastActivityAt, @endedAt, @endReason,
         @durationMs, @facts)
       ON CONFLICT (id) DO UPDATE SET
         title = excluded.title, status = excluded.status, project_id = excluded.project_id,
         working_directory = excluded.working_directory, git_branch = excluded.git_branch,
         source = excluded.source, model = excluded.model,
         client_version = excluded.client_version, transcript_path = excluded.transcript_path,
         started_at = excluded.started_at, last_activity_at = excluded.last_activity_at,
         ended_at = excluded.ended_at, end_reason = excluded.end_reason,
         duration_ms = excluded.duration_ms, facts = excluded.facts`,
    ).run(record);
  }

  /** Notes a finished round under its natural key. @returns whether it is a new one. */
  addRound(sessionId: string, key: string): boolean {
    return (
      prepare<[string, string]>(
        this.#db,
        `INSERT INTO session_rounds (session_id, key) VALUES (?, ?)
         ON CONFLICT (session_id, key) DO NOTHING`,
      ).run(sessionId, key).changes === 1
    );
  }
}
