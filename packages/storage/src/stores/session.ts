import type { IsoTime, JsonObject } from '@spoor/core';

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
  readonly metadata: JsonObject;
}

/** A session to be written; what is left out is not known, times are now. */
export type NewSession = Partial<Omit<Session, 'userRenamed'>>;

/** What may be changed of a session; for its name there is `rename`. */
export type SessionChanges = Partial<Omit<Session, 'id' | 'name' | 'userRenamed'>>;

/** What the recorder derives of a session, and the facts that it derived it from. */
export interface SessionRecord
  extends Omit<Session, 'client' | 'name' | 'userRenamed' | 'metadata'> {
  /** The recorder's own facts, as JSON; opaque here. */
  readonly facts: string;
}

/** A session that is open, with the facts that tell whether its client still lives. */
export interface OpenSession {
  readonly id: string;
  readonly facts: string;
}

/** Columns of a session by the names of its type. */
export const SESSION_FIELDS = [
  ['id', 'id'],
  ['client', 'client'],
  ['name', 'name'],
  ['title', 'title'],
  ['userRenamed', 'user_renamed'],
  ['status', 'status'],
  ['projectId', 'project_id'],
  ['workingDirectory', 'working_directory'],
  ['gitBranch', 'git_branch'],
  ['source', 'source'],
  ['model', 'model'],
  ['clientVersion', 'client_version'],
  ['transcriptPath', 'transcript_path'],
  ['startedAt', 'started_at'],
  ['lastActivityAt', 'last_activity_at'],
  ['endedAt', 'ended_at'],
  ['endReason', 'end_reason'],
  ['durationMs', 'duration_ms'],
  ['metadata', 'metadata'],
] as const satisfies readonly (readonly [keyof Session, string])[];

/** A session's columns under the names of its type. */
export const SESSION_COLUMNS = SESSION_FIELDS.map(([name, column]) => `${column} AS ${name}`).join(
  ', ',
);

/** A session as its table holds it. */
export type SessionRow = Omit<Session, 'userRenamed' | 'metadata'> & {
  userRenamed: 0 | 1;
  metadata: string;
};

/** A session with its JSON parsed. */
export function sessionOf(row: SessionRow): Session {
  return {
    ...row,
    userRenamed: row.userRenamed === 1,
    metadata: JSON.parse(row.metadata) as JsonObject,
  };
}
