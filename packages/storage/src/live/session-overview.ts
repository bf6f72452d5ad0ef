import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Session } from '../stores/session.js';

/** A session as a list shows it: with what happened in it. */
export interface SessionOverview
  extends Omit<Session, 'userRenamed' | 'transcriptPath' | 'metadata'> {
  readonly firstPrompt: string | null;
  readonly turns: number;
  readonly toolCalls: number;
  readonly runningCalls: number;
  readonly failedCalls: number;
  readonly deniedCalls: number;
  readonly subagents: number;
  readonly rounds: number;
}

/**
 * Sessions with their counts. Calls are counted in one pass over the index that holds their status:
 * a session may have tens of thousands.
 * @param page picks and orders the sessions.
 */
const overviewsOf = (page: string) => `
WITH page AS MATERIALIZED (SELECT * FROM sessions ${page}),
calls AS MATERIALIZED (
  SELECT session_id, count(*) AS toolCalls, sum(status = 'running') AS runningCalls,
    sum(status = 'failure') AS failedCalls, sum(status = 'denied') AS deniedCalls
  FROM tool_calls
  WHERE session_id IN (SELECT id FROM page) GROUP BY session_id)
SELECT s.id, s.client, s.name, s.title, s.status, s.project_id AS projectId,
  s.working_directory AS workingDirectory, s.git_branch AS gitBranch, s.source, s.model,
  s.client_version AS clientVersion, s.started_at AS startedAt,
  s.last_activity_at AS lastActivityAt, s.ended_at AS endedAt, s.end_reason AS endReason,
  s.duration_ms AS durationMs,
  (SELECT substr(prompt, 1, 400) FROM execution_traces WHERE task_id = s.id
   ORDER BY started_at, id LIMIT 1) AS firstPrompt,
  (SELECT count(*) FROM execution_traces WHERE task_id = s.id) AS turns,
  coalesce(c.toolCalls, 0) AS toolCalls,
  coalesce(c.runningCalls, 0) AS runningCalls,
  coalesce(c.failedCalls, 0) AS failedCalls,
  coalesce(c.deniedCalls, 0) AS deniedCalls,
  (SELECT count(*) FROM agent_invocations WHERE session_id = s.id) AS subagents,
  coalesce((SELECT value FROM counters WHERE scope = s.id AND name = 'rounds'), 0) AS rounds
FROM page s LEFT JOIN calls c ON c.session_id = s.id
ORDER BY s.last_activity_at DESC, s.id DESC`;

/** Sessions with what happened in them, the last active first. */
export function listSessionOverviews(
  db: SpoorDatabase,
  { limit = 50, offset = 0 }: { limit?: number; offset?: number } = {},
): SessionOverview[] {
  return db
    .prepare<[number, number], SessionOverview>(
      overviewsOf('ORDER BY last_activity_at DESC, id DESC LIMIT ? OFFSET ?'),
    )
    .all(limit, offset);
}

/** One session with what happened in it, or null. */
export function getSessionOverview(db: SpoorDatabase, id: string): SessionOverview | null {
  return db.prepare<[string], SessionOverview>(overviewsOf('WHERE id = ?')).get(id) ?? null;
}
