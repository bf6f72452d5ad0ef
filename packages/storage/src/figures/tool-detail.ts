import type { SpoorDatabase } from '../database/spoor-database.js';
import { type Chosen, chosen, ofSessionSql, parametersOf } from './choice.js';
import { type DurationBucket, durationBuckets } from './duration-buckets.js';
import { type FailureGroup, groupFailures, listFailures } from './failures.js';
import type { ToolQuery } from './tool-figures.js';
import { type ToolGroup, toolsOfGroup } from './tool-group.js';

/** Which tool, or server, in which range. */
export interface ToolDetailQuery extends Omit<ToolQuery, 'by'> {
  readonly group: ToolGroup;
}

/** What lies behind the figures of a tool. */
export interface ToolDetail {
  /** How its durations are spread. */
  readonly durations: readonly DurationBucket[];
  /** What went wrong, equal failures together, the most frequent first. */
  readonly failures: readonly FailureGroup[];
}

/** Equal failures are put together among so many of the newest. */
const MOST_FAILURES = 500;

/**
 * How long the calls of a tool, or of a server's tools, took, and what went wrong with them.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolDetail(db: SpoorDatabase, { group, ...query }: ToolDetailQuery): ToolDetail {
  const choice = chosen(query);
  const tools = toolsOfGroup(db, group);
  const failures = listFailures(db, {
    ...query,
    kinds: ['call', 'denied'],
    what: tools,
    limit: MOST_FAILURES,
  });
  return {
    durations: durationBuckets(durationsOf(db, tools, choice)),
    failures: groupFailures(failures, { acrossProjects: true }).sort((a, b) => b.times - a.times),
  };
}

function durationsOf(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  choice: Chosen,
): Iterable<number> {
  const named = JSON.stringify(tools);
  if (!choice.isOnlyRange) {
    return db
      .prepare<object, { ms: number }>(
        `SELECT duration_ms AS ms FROM tool_calls
         WHERE started_at >= @from AND started_at < @until AND duration_ms IS NOT NULL
           AND EXISTS (SELECT 1 FROM json_each(@tools) AS tool WHERE tool.value IS tool_name)
           ${ofSessionSql(choice, 'session_id')}`,
      )
      .all({ ...parametersOf(choice), tools: named })
      .map(({ ms }) => ms);
  }
  return db
    .prepare<object, { ms: number }>(
      `SELECT c.duration_ms AS ms FROM json_each(@tools) AS tool CROSS JOIN tool_calls AS c
       WHERE c.tool_name IS tool.value AND c.started_at >= @from AND c.started_at < @until
         AND c.duration_ms IS NOT NULL`,
    )
    .all({ ...parametersOf(choice), tools: named })
    .map(({ ms }) => ms);
}
