import type { SpoorDatabase } from '../database/spoor-database.js';
import type { AgentQuery } from './agent-figures.js';
import { type Chosen, chosen, parametersOf } from './choice.js';
import { type DurationBucket, durationBuckets } from './duration-buckets.js';
import { type FailureGroup, groupFailures, listFailures } from './failures.js';

/** Which type of agent, in which range. */
export interface AgentDetailQuery extends Omit<AgentQuery, 'trendPoints'> {
  /** The type, or `main`; null: runs that don't say which. */
  readonly agent: string | null;
}

/** What lies behind the figures of a type of agent. */
export interface AgentDetail {
  /** How the durations of its runs are spread. */
  readonly durations: readonly DurationBucket[];
  /** What went wrong with its runs, equal failures together, the most frequent first. */
  readonly failures: readonly FailureGroup[];
}

/** Equal failures are put together among so many of the newest. */
const MOST_FAILURES = 500;

/**
 * How long the runs of a type of agent took, and what went wrong with them. A run of the main one
 * is a turn.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function agentDetail(db: SpoorDatabase, { agent, ...query }: AgentDetailQuery): AgentDetail {
  const isMain = agent === 'main';
  const failures = listFailures(db, {
    ...query,
    kinds: isMain ? ['turn', 'api'] : ['agent'],
    what: isMain ? undefined : [agent],
    limit: MOST_FAILURES,
  });
  return {
    durations: durationBuckets(
      isMain ? turnDurations(db, chosen(query)) : runDurations(db, agent, chosen(query)),
    ),
    failures: groupFailures(failures, { acrossProjects: true }).sort((a, b) => b.times - a.times),
  };
}

function turnDurations(db: SpoorDatabase, choice: Chosen): number[] {
  const ofProject =
    choice.projectId === undefined
      ? ''
      : `AND coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = t.task_id),
          t.project_id) = @projectId`;
  return db
    .prepare<object, { ms: number }>(
      `SELECT t.duration_ms AS ms FROM execution_traces AS t
       WHERE t.started_at >= @from AND t.started_at < @until AND t.duration_ms IS NOT NULL
         ${ofProject}`,
    )
    .all(parametersOf(choice))
    .map(({ ms }) => ms);
}

function runDurations(db: SpoorDatabase, agent: string | null, choice: Chosen): number[] {
  const ofProject =
    choice.projectId === undefined
      ? ''
      : `AND coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = i.session_id),
          (SELECT t.project_id FROM execution_traces AS t WHERE t.id = i.trace_id)) = @projectId`;
  return db
    .prepare<object, { ms: number }>(
      `SELECT i.duration_ms AS ms FROM agent_invocations AS i
       WHERE i.agent IS @agent AND i.started_at >= @from AND i.started_at < @until
         AND i.duration_ms IS NOT NULL ${ofProject}`,
    )
    .all({ ...parametersOf(choice), agent })
    .map(({ ms }) => ms);
}
