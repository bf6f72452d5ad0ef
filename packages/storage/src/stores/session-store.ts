import { type IsoTime, redactText } from '@spoor/core';
import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** What a session is doing, as far as its events tell. */
export type SessionStatus = 'active' | 'idle' | 'waiting' | 'ended' | 'abandoned';

/** A client session. */
export interface Session {
  readonly id: string;
  readonly client: string;
  /** The name that the user gave. */
  readonly name: string | null;
  readonly title: string | null;
  readonly userRenamed: boolean;
  readonly status: SessionStatus;
  readonly projectId: string | null;
  readonly workingDirectory: string | null;
  readonly gitBranch: string | null;
  readonly source: string | null;
  readonly model: string | null;
  readonly clientVersion: string | null;
  readonly transcriptPath: string | null;
  readonly startedAt: IsoTime;
  readonly lastActivityAt: IsoTime;
  readonly endedAt: IsoTime | null;
  readonly endReason: string | null;
  /** From start to end, or to the last activity. */
  readonly durationMs: number | null;
}

/** What the recorder derives of a session, and the facts that it derived it from. */
export interface SessionRecord extends Omit<Session, 'client' | 'name' | 'userRenamed'> {
  /** The recorder's own facts, as JSON; opaque here. */
  readonly facts: string;
}

/** A session that is open, with the facts that tell whether its client still lives. */
export interface OpenSession {
  readonly id: string;
  readonly facts: string;
}

const COLUMNS = `id, client, name, title, user_renamed AS userRenamed, status,
  project_id AS projectId, working_directory AS workingDirectory, git_branch AS gitBranch, source,
  model, client_version AS clientVersion, transcript_path AS transcriptPath,
  started_at AS startedAt, last_activity_at AS lastActivityAt, ended_at AS endedAt,
  end_reason AS endReason, duration_ms AS durationMs`;

type Row = Omit<Session, 'userRenamed'> & { userRenamed: 0 | 1 };

/** Client sessions. */
export class SessionStore {
  readonly #database: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#database = db;
    this.#db = db.getDb();
  }

  /** @returns the session, or null. */
  get(id: string): Session | null {
    const row = prepare<[string], Row>(
      this.#db,
      `SELECT ${COLUMNS} FROM sessions WHERE id = ?`,
    ).get(id);
    return row === undefined ? null : fromRow(row);
  }

  /** Sessions, the last active first. */
  list({ limit = 50, offset = 0 }: { limit?: number; offset?: number } = {}): Session[] {
    return prepare<[number, number], Row>(
      this.#db,
      `SELECT ${COLUMNS} FROM sessions ORDER BY last_activity_at DESC, id DESC LIMIT ? OFFSET ?`,
    )
      .all(limit, offset)
      .map(fromRow);
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
    return this.#database.transaction(
      () =>
        prepare<[string, string]>(
          this.#db,
          'UPDATE sessions SET name = ?, user_renamed = 1 WHERE id = ?',
        ).run(redactText(name), id).changes === 1,
    );
  }

  /** Deletes a session with all that belongs to it. @returns whether there was one. */
  delete(id: string): boolean {
    return this.#database.transaction(() => {
      for (const sql of BELONGINGS) prepare<[{ id: string }]>(this.#db, sql).run({ id });
      return prepare<[string]>(this.#db, 'DELETE FROM sessions WHERE id = ?').run(id).changes === 1;
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

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

const BELONGINGS = [
  `DELETE FROM turn_prompts WHERE trace_id IN (${TURNS})`,
  `DELETE FROM agent_invocations WHERE session_id = @id OR trace_id IN (${TURNS})`,
  'DELETE FROM execution_traces WHERE task_id = @id',
  'DELETE FROM tool_calls WHERE session_id = @id',
  'DELETE FROM session_rounds WHERE session_id = @id',
  'DELETE FROM hook_executions WHERE session_id = @id',
  'DELETE FROM audit_logs WHERE session_id = @id OR task_id = @id',
  'DELETE FROM messages WHERE session_id = @id',
  'DELETE FROM token_usage WHERE session_id = @id',
  'DELETE FROM transcript_cursors WHERE session_id = @id',
  'DELETE FROM state_transitions WHERE task_id = @id',
  'DELETE FROM checkpoints WHERE task_id = @id',
  'DELETE FROM workflow_states WHERE task_id = @id',
  'DELETE FROM counters WHERE scope = @id',
];

function fromRow(row: Row): Session {
  return { ...row, userRenamed: row.userRenamed === 1 };
}
