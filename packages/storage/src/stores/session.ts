import type { IsoTime, JsonObject } from '@spoor/core';
import type { Origin } from './origin.js';

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
  readonly origin: Origin;
  /** The session that it was branched from. */
  readonly forkedFrom: string | null;
  /** The last message that both share. */
  readonly forkPoint: string | null;
  /** How the client was started, as it says. */
  readonly entrypoint: string | null;
  /** US dollars by the client's own count. */
  readonly clientCostUsd: number | null;
  /** Tokens and cost by model, by the client's own count. */
  readonly clientUsage: JsonObject | null;
}

/** A session to be written; what is left out is not known, times are now. */
export type NewSession = Partial<Omit<Session, 'userRenamed'>>;

/** What may be changed of a session; for its name there is `rename`. */
export type SessionChanges = Partial<Omit<Session, 'id' | 'name' | 'userRenamed'>>;

/** What the recorder derives of a session, and the facts that it derived it from. */
export interface SessionRecord
  extends Omit<Session, 'client' | 'name' | 'userRenamed' | 'metadata' | 'clientUsage'> {
  readonly clientUsage: string | null;
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
  ['origin', 'origin'],
  ['forkedFrom', 'forked_from'],
  ['forkPoint', 'fork_point'],
  ['entrypoint', 'entrypoint'],
  ['clientCostUsd', 'client_cost_usd'],
  ['clientUsage', 'client_usage'],
] as const satisfies readonly (readonly [keyof Session, string])[];

/** A session's columns under the names of its type. */
export const SESSION_COLUMNS = SESSION_FIELDS.map(([name, column]) => `${column} AS ${name}`).join(
  ', ',
);

/** A session as its table holds it. */
export type SessionRow = Omit<Session, 'userRenamed' | 'metadata' | 'clientUsage'> & {
  userRenamed: 0 | 1;
  metadata: string;
  clientUsage: string | null;
};

/** A session with its JSON parsed. */
export function sessionOf(row: SessionRow): Session {
  return {
    ...row,
    userRenamed: row.userRenamed === 1,
    metadata: JSON.parse(row.metadata) as JsonObject,
    clientUsage: row.clientUsage === null ? null : (JSON.parse(row.clientUsage) as JsonObject),
  };
}
