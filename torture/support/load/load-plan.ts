/** What a writer of the load is told. */
export interface LoadPlan {
  readonly databasePath: string;
  readonly spoolDirs: readonly string[];
  /** Tells its events from those of others. */
  readonly name: string;
  readonly perSecond: number;
  readonly forMs: number;
  /** The file for what came of it. */
  readonly report: string;
}

/** What came of it. */
export interface LoadTold {
  readonly name: string;
  /** Its events: `name-0`, `name-1` and so on. */
  readonly told: number;
  /** Those that it had to leave in the spool. */
  readonly spooled: number;
  /** How long each took from the spool to the commit, or to giving up. */
  readonly phasesMs: readonly number[];
  /** Milliseconds since 1970. */
  readonly committedAt: readonly number[];
}
