import type { SpoorDatabase } from '../database/spoor-database.js';

/** How calls of one tool came out. */
export interface CallTally {
  readonly toolName: string | null;
  readonly count: number;
  readonly failed: number;
  readonly denied: number;
  /** Of those whose time is known, together. */
  readonly durationMs: number | null;
}

/** Counts calls by tool, the most first. */
export function tallyCalls(db: SpoorDatabase, condition: string, parameters: object): CallTally[] {
  return db
    .prepare<object, CallTally>(
      `SELECT tool_name AS toolName, count(*) AS count, sum(status = 'failure') AS failed,
         sum(status = 'denied') AS denied, sum(duration_ms) AS durationMs
       FROM tool_calls WHERE ${condition} GROUP BY tool_name
       ORDER BY count(*) DESC, tool_name LIMIT 100`,
    )
    .all(parameters);
}
