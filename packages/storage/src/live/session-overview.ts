import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Session } from '../stores/session.js';

/** A session as a list shows it: with what happened in it. */
export interface SessionOverview
  extends Omit<
    Session,
    'userRenamed' | 'transcriptPath' | 'metadata' | 'forkPoint' | 'clientUsage'
  > {
  readonly firstPrompt: string | null;
  readonly turns: number;
  readonly toolCalls: number;
  readonly runningCalls: number;
  readonly failedCalls: number;
  readonly deniedCalls: number;
  readonly subagents: number;
  readonly rounds: number;
  readonly usage: SessionUsage;
}

/** What the API's messages of a session took, by what transcripts told so far. */
export interface SessionUsage {
  /** Messages that told of their tokens. */
  readonly messages: number;
  /** Caches apart. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** US dollars of those messages whose price is known; null when none is. */
  readonly costUsd: number | null;
  /** Messages whose price is not known. */
  readonly unpriced: number;
}

type OverviewRow = Omit<SessionOverview, 'usage'> & SessionUsage;

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
  WHERE session_id IN (SELECT id FROM page) GROUP BY session_id),
tokens AS MATERIALIZED (
  SELECT session_id, count(*) AS messages, sum(input_tokens) AS inputTokens,
    sum(output_tokens) AS outputTokens, sum(cache_read_tokens) AS cacheReadTokens,
    sum(cache_write_tokens) AS cacheWriteTokens, sum(cost_usd) AS costUsd,
    sum(cost_usd IS NULL) AS unpriced
  FROM token_usage
  WHERE session_id IN (SELECT id FROM page) GROUP BY session_id)
SELECT page.id, page.client, page.name, page.title, page.status, page.project_id AS projectId,
  page.working_directory AS workingDirectory, page.git_branch AS gitBranch, page.source, page.model,
  page.client_version AS clientVersion, page.started_at AS startedAt,
  page.last_activity_at AS lastActivityAt, page.ended_at AS endedAt, page.end_reason AS endReason,
  page.duration_ms AS durationMs, page.origin, page.forked_from AS forkedFrom, page.entrypoint,
  page.client_cost_usd AS clientCostUsd,
  (SELECT substr(prompt, 1, 400) FROM execution_traces WHERE task_id = page.id
   ORDER BY started_at, id LIMIT 1) AS firstPrompt,
  (SELECT count(*) FROM execution_traces WHERE task_id = page.id) AS turns,
  coalesce(calls.toolCalls, 0) AS toolCalls,
  coalesce(calls.runningCalls, 0) AS runningCalls,
  coalesce(calls.failedCalls, 0) AS failedCalls,
  coalesce(calls.deniedCalls, 0) AS deniedCalls,
  (SELECT count(*) FROM agent_invocations WHERE session_id = page.id) AS subagents,
  coalesce((SELECT value FROM counters WHERE scope = page.id AND name = 'rounds'), 0) AS rounds,
  coalesce(tokens.messages, 0) AS messages,
  coalesce(tokens.inputTokens, 0) AS inputTokens,
  coalesce(tokens.outputTokens, 0) AS outputTokens,
  coalesce(tokens.cacheReadTokens, 0) AS cacheReadTokens,
  coalesce(tokens.cacheWriteTokens, 0) AS cacheWriteTokens,
  tokens.costUsd, coalesce(tokens.unpriced, 0) AS unpriced
FROM page LEFT JOIN calls ON calls.session_id = page.id
  LEFT JOIN tokens ON tokens.session_id = page.id
ORDER BY page.last_activity_at DESC, page.id DESC`;

/** Which sessions to list. */
export interface SessionChoice {
  readonly projectId?: string | undefined;
  /** Only those active since. */
  readonly since?: IsoTime | undefined;
  /** Only those begun until then. */
  readonly until?: IsoTime | undefined;
  /** 50 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Sessions with what happened in them, the last active first. */
export function listSessionOverviews(
  db: SpoorDatabase,
  { projectId, since, until, limit = 50, offset = 0 }: SessionChoice = {},
): SessionOverview[] {
  const conditions = [
    ...(projectId === undefined ? [] : ['project_id = @projectId']),
    ...(since === undefined ? [] : ['last_activity_at >= @since']),
    ...(until === undefined ? [] : ['started_at <= @until']),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return db
    .prepare<[object], OverviewRow>(
      overviewsOf(`${where} ORDER BY last_activity_at DESC, id DESC LIMIT @limit OFFSET @offset`),
    )
    .all({ projectId, since, until, limit, offset })
    .map(overviewOf);
}

/** One session with what happened in it, or null. */
export function getSessionOverview(db: SpoorDatabase, id: string): SessionOverview | null {
  const row = db.prepare<[string], OverviewRow>(overviewsOf('WHERE id = ?')).get(id);
  return row === undefined ? null : overviewOf(row);
}

function overviewOf({
  messages,
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  costUsd,
  unpriced,
  ...session
}: OverviewRow): SessionOverview {
  return {
    ...session,
    usage: {
      messages,
      inputTokens,
      outputTokens,
      cacheReadTokens,
      cacheWriteTokens,
      costUsd,
      unpriced,
    },
  };
}
