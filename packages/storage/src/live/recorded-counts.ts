import type { SpoorDatabase } from '../database/spoor-database.js';

/** How much a store holds. */
export interface RecordedCounts {
  readonly sessions: number;
  readonly messages: number;
  readonly turns: number;
  readonly calls: number;
  readonly subagents: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** Counts what is recorded. It looks at every row's index entry: a second or so in millions. */
export function countRecorded(db: SpoorDatabase): RecordedCounts {
  const counts = db
    .prepare<[], RecordedCounts>(
      `SELECT
         (SELECT count(*) FROM sessions) AS sessions,
         (SELECT count(*) FROM messages) AS messages,
         (SELECT count(*) FROM execution_traces) AS turns,
         (SELECT count(*) FROM tool_calls) AS calls,
         (SELECT count(*) FROM agent_invocations) AS subagents,
         coalesce(sum(input_tokens), 0) AS inputTokens,
         coalesce(sum(output_tokens), 0) AS outputTokens,
         coalesce(sum(cache_read_tokens), 0) AS cacheReadTokens,
         coalesce(sum(cache_write_tokens), 0) AS cacheWriteTokens
       FROM token_usage`,
    )
    .get();
  return counts ?? NOTHING_RECORDED;
}

/** The counts of an empty store. */
export const NOTHING_RECORDED: RecordedCounts = {
  sessions: 0,
  messages: 0,
  turns: 0,
  calls: 0,
  subagents: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
};

/** What was added between two counts; nothing is less than none. */
export function recordedSince(before: RecordedCounts, after: RecordedCounts): RecordedCounts {
  const added = (key: keyof RecordedCounts) => Math.max(0, after[key] - before[key]);
  return {
    sessions: added('sessions'),
    messages: added('messages'),
    turns: added('turns'),
    calls: added('calls'),
    subagents: added('subagents'),
    inputTokens: added('inputTokens'),
    outputTokens: added('outputTokens'),
    cacheReadTokens: added('cacheReadTokens'),
    cacheWriteTokens: added('cacheWriteTokens'),
  };
}
