import type { IsoTime } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { SessionStatus } from '../stores/session.js';
import { lastContextSql } from './context-tokens.js';

/** A session as one line of a list that is read again and again. */
export interface SessionRow {
  readonly id: string;
  readonly name: string | null;
  readonly title: string | null;
  /** Up to 200 characters of its first turn's prompt. */
  readonly firstPrompt: string | null;
  readonly status: SessionStatus;
  /** What its workflow says beside its status, such as `starting`; null when nothing does. */
  readonly phase: string | null;
  readonly projectId: string | null;
  readonly workingDirectory: string | null;
  readonly gitBranch: string | null;
  readonly model: string | null;
  readonly forkedFrom: string | null;
  readonly startedAt: IsoTime;
  readonly lastActivityAt: IsoTime;
  readonly durationMs: number | null;
  readonly turns: number;
  /** How its newest turn stands; null without turns. */
  readonly lastTurn: 'open' | 'done' | 'failed' | null;
  readonly toolCalls: number;
  readonly runningCalls: number;
  readonly failedCalls: number;
  readonly deniedCalls: number;
  /** Tool and summary of the call that was begun last of those that run; null when it is over. */
  readonly runningCall: string | null;
  /** What its last message says when that is an error of the API; null when it is over. */
  readonly lastError: string | null;
  readonly subagents: number;
  /** How full the main agent's context was last. */
  readonly contextTokens: number | null;
  /** API messages that told of their tokens. */
  readonly messages: number;
  /** All of them, what was read from caches too. */
  readonly tokens: number;
  /** US dollars of those messages whose price is known; null when none is. */
  readonly costUsd: number | null;
  /** Messages whose price is not known. */
  readonly unpriced: number;
}

/** Which sessions to read. */
export interface SessionRowChoice {
  /** These, wherever they stand. */
  readonly ids?: readonly string[] | undefined;
  /** Beside them those active after this time; null for whatever time, undefined for none of them. */
  readonly after?: IsoTime | null | undefined;
  /** How many of the last active ones at most; 10,000 by default. */
  readonly limit?: number | undefined;
}

/**
 * Sessions as lines of a list, the last active first. What is counted is counted along indexes that
 * hold it, session by session: a page of them takes a millisecond or two in a million events, a
 * thousand of them sixty.
 */
export function listSessionRows(
  db: SpoorDatabase,
  { ids = [], after, limit = 10_000 }: SessionRowChoice,
): SessionRow[] {
  const handle = db.getDb();
  const given = JSON.stringify(ids);
  if (after === undefined) return prepare<[string], SessionRow>(handle, GIVEN).all(given);
  return ids.length === 0
    ? prepare<[IsoTime, number], SessionRow>(handle, ACTIVE).all(after ?? '', limit)
    : prepare<[string, IsoTime, number], SessionRow>(handle, BOTH).all(given, after ?? '', limit);
}

/** @param page picks the ids of the sessions. */
const rowsOf = (page: string) => `
WITH page AS MATERIALIZED (SELECT * FROM sessions WHERE id IN (${page})),
tokens AS MATERIALIZED (
  SELECT session_id, count(*) AS messages,
    sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens) AS tokens,
    sum(cost_usd) AS costUsd, sum(cost_usd IS NULL) AS unpriced
  FROM token_usage WHERE session_id IN (SELECT id FROM page) GROUP BY session_id)
SELECT page.id, page.name, page.title, page.status, page.project_id AS projectId,
  page.working_directory AS workingDirectory, page.git_branch AS gitBranch, page.model,
  page.forked_from AS forkedFrom, page.started_at AS startedAt,
  page.last_activity_at AS lastActivityAt, page.duration_ms AS durationMs,
  (SELECT substr(prompt, 1, 200) FROM execution_traces WHERE task_id = page.id
   ORDER BY started_at, id LIMIT 1) AS firstPrompt,
  (SELECT state FROM workflow_states WHERE task_id = page.id) AS phase,
  (SELECT count(*) FROM execution_traces WHERE task_id = page.id) AS turns,
  (SELECT CASE WHEN success = 0 THEN 'failed' WHEN completed_at IS NULL THEN 'open' ELSE 'done' END
   FROM execution_traces WHERE task_id = page.id
   ORDER BY started_at DESC, id DESC LIMIT 1) AS lastTurn,
  (SELECT count(*) FROM tool_calls WHERE session_id = page.id) AS toolCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = page.id AND status = 'running')
    AS runningCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = page.id AND status = 'failure')
    AS failedCalls,
  (SELECT count(*) FROM tool_calls WHERE session_id = page.id AND status = 'denied')
    AS deniedCalls,
  CASE WHEN page.status NOT IN ('ended', 'abandoned') THEN
    (SELECT trim(coalesce(tool_name, '') || ' ' || substr(coalesce(summary, ''), 1, 200))
     FROM tool_calls WHERE session_id = page.id AND status = 'running'
     ORDER BY started_at DESC, seq DESC LIMIT 1) END AS runningCall,
  CASE WHEN page.status NOT IN ('ended', 'abandoned') THEN
    (SELECT CASE WHEN kind = 'error' THEN substr(content, 1, 200) END FROM messages
     WHERE session_id = page.id ORDER BY timestamp DESC, seq DESC LIMIT 1) END AS lastError,
  (SELECT count(*) FROM agent_invocations WHERE session_id = page.id) AS subagents,
  (SELECT tokens FROM ${lastContextSql('page.id')}) AS contextTokens,
  coalesce(tokens.messages, 0) AS messages, coalesce(tokens.tokens, 0) AS tokens,
  tokens.costUsd, coalesce(tokens.unpriced, 0) AS unpriced
FROM page LEFT JOIN tokens ON tokens.session_id = page.id
ORDER BY page.last_activity_at DESC, page.id DESC`;

const IN_LIST = 'SELECT value FROM json_each(?)';
const LAST_ACTIVE = `SELECT id FROM sessions WHERE last_activity_at > ?
  ORDER BY last_activity_at DESC, id DESC LIMIT ?`;

const GIVEN = rowsOf(IN_LIST);
const ACTIVE = rowsOf(LAST_ACTIVE);
const BOTH = rowsOf(`${IN_LIST} UNION SELECT id FROM (${LAST_ACTIVE})`);
