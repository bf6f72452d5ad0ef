/** Tokens by kind. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** All tokens written to the cache. */
  readonly cacheWrite: number;
  /** Of these, those for an hour. */
  readonly cacheWrite1h: number;
  readonly thinking: number;
  readonly webSearches: number;
  /** Answers of the API: distinct message ids. */
  readonly answers: number;
}

/** Calls by how they ended; `unfinished`: their session was killed before a result came. */
export interface Calls {
  readonly success: number;
  readonly failure: number;
  readonly denied: number;
  readonly cancelled: number;
  readonly unfinished: number;
}

export interface GeneratedSession {
  readonly id: string;
  readonly path: string;
  /** Its working directory. */
  readonly project: string;
  readonly startedAt: string;
  /** The session whose lines stand at its beginning. */
  readonly forkedFrom: string | null;
  /** Written as clients of 2025 did: no prompt ids, and a fork doesn't say that it is one. */
  readonly isOld: boolean;
  readonly wasKilled: boolean;
  readonly title: string | null;
  /** Distinct uuids in its files, its subagents' and a fork's copies among them. */
  readonly messages: number;
  /** Prompts of the user; a fork's copies don't count. */
  readonly turns: number;
  /** Prompts in which the client told the model that a background agent is done. */
  readonly notifications: number;
  readonly calls: Calls;
  /** Its own answers and its subagents'. */
  readonly tokens: Tokens;
}

export interface GeneratedSubagent {
  readonly agentId: string;
  readonly sessionId: string;
  /** Null where the main agent called it. */
  readonly parentAgentId: string | null;
  readonly toolUseId: string;
  readonly type: string;
  readonly model: string;
  /** 1 for those that the main agent called. */
  readonly depth: number;
  readonly isAsync: boolean;
  readonly path: string;
  /** `failure`: the API failed it. */
  readonly outcome: 'success' | 'failure';
  readonly tokens: Tokens;
}

/** What the written transcripts hold, counted while they were written. */
export interface Truth {
  readonly files: number;
  readonly bytes: number;
  readonly lines: number;
  /** Distinct (session, uuid). */
  readonly messages: number;
  readonly turns: number;
  readonly notifications: number;
  readonly apiErrors: number;
  readonly compactions: number;
  readonly forks: number;
  readonly calls: Calls;
  readonly callsByTool: Readonly<Record<string, number>>;
  /** Run by the API's server; not among `calls`. */
  readonly serverCalls: number;
  readonly tokens: Tokens;
  /** By time zone and that zone's day (`2026-11-21`). */
  readonly tokensByDay: Readonly<Record<string, Readonly<Record<string, Tokens>>>>;
  readonly tokensByModel: Readonly<Record<string, Tokens>>;
  readonly sessions: readonly GeneratedSession[];
  readonly subagents: readonly GeneratedSubagent[];
}

export interface GenerateOptions {
  /** Written as a client's configuration folder: `projects/…` inside. */
  readonly folder: string;
  /** The same seed gives the same files. Default 1. */
  readonly seed?: number;
  /** Stops once there are so many bytes or sessions; give one of them. */
  readonly bytes?: number;
  readonly sessions?: number;
  /** Sessions start within so many days before `end`. Default 30. */
  readonly days?: number;
  /** ISO time. Default 2026-11-20. */
  readonly end?: string;
  /** IANA names of zones whose days are counted besides UTC's. */
  readonly zones?: readonly string[];
  /** 1: sessions of 1 to 24 turns; less: shorter ones. */
  readonly weight?: number;
}

/** Writes transcripts as the client does, with unique ids, and tells what they hold. */
export function generateTranscripts(options: GenerateOptions): Truth;
