import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import {
  type OpenSession,
  SESSION_COLUMNS,
  type Session,
  type SessionRecord,
  type SessionRow,
  sessionOf,
} from './session.js';

/** Sessions as the recorder derives them from events: redacted already, written over. */
export class SessionRecords {
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** @returns the session, or null. */
  get(id: string): Session | null {
    const row = prepare<[string], SessionRow>(
      this.#db,
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = ?`,
    ).get(id);
    return row === undefined ? null : sessionOf(row);
  }

  /** Sessions that are neither ended nor abandoned. */
  open(): OpenSession[] {
    return prepare<[], OpenSession>(
      this.#db,
      `SELECT id, facts FROM sessions WHERE status NOT IN ('ended', 'abandoned')`,
    ).all();
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
         duration_ms, origin, forked_from, fork_point, entrypoint, client_cost_usd, client_usage,
         facts)
       VALUES (@id, @title, @status, @projectId, @workingDirectory, @gitBranch, @source, @model,
         @clientVersion, @transcriptPath, @startedAt, @lastActivityAt, @endedAt, @endReason,
         @durationMs, @origin, @forkedFrom, @forkPoint, @entrypoint, @clientCostUsd, @clientUsage,
         @facts)
       ON CONFLICT (id) DO UPDATE SET
         title = excluded.title, status = excluded.status, project_id = excluded.project_id,
         working_directory = excluded.working_directory, git_branch = excluded.git_branch,
         source = excluded.source, model = excluded.model,
         client_version = excluded.client_version, transcript_path = excluded.transcript_path,
         started_at = excluded.started_at, last_activity_at = excluded.last_activity_at,
         ended_at = excluded.ended_at, end_reason = excluded.end_reason,
         duration_ms = excluded.duration_ms, origin = excluded.origin,
         forked_from = excluded.forked_from, fork_point = excluded.fork_point,
         entrypoint = excluded.entrypoint, client_cost_usd = excluded.client_cost_usd,
         client_usage = excluded.client_usage, facts = excluded.facts`,
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
