import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { boundsOf, type FigureRange } from '../figures/range.js';
import type { Outcome } from '../stores/execution.js';
import { readSessionLabels, type SessionLabel } from './session-labels.js';

/** Which runs of agents, of all sessions. */
export interface RunListQuery extends FigureRange {
  /** The type, or `main`, whose runs are turns; null: of those that don't say which. */
  readonly agent: string | null;
  readonly projectId?: string | undefined;
  /** Only those that failed or were cut off. */
  readonly failedOnly?: boolean | undefined;
  /** Only what stands behind a run of the page before. */
  readonly before?: RunCursor | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
}

/** Where a run stands among all, the newest first. */
export interface RunCursor {
  readonly startedAt: string;
  readonly id: string;
}

/** A run as a list of many sessions shows it. */
export interface ListedRun {
  readonly id: string;
  /** Null for runs that users of the library recorded without one. */
  readonly sessionId: string | null;
  /** The client's id of a subagent's run; null for a turn. */
  readonly agentId: string | null;
  /** How the prompt, or the task, begins: up to 400 characters. */
  readonly about: string | null;
  /** Null while it runs. */
  readonly outcome: Outcome | null;
  readonly startedAt: IsoTime;
  readonly durationMs: number | null;
  /** How its error begins: up to 400 characters. */
  readonly error: string | null;
  readonly totalTokens: number;
  readonly costUsd: number | null;
  readonly unpricedMessages: number;
  /** Null for a session that nothing else is known of. */
  readonly session: SessionLabel | null;
}

/**
 * Runs of a type of agent, the newest first, page by page.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function listRuns(db: SpoorDatabase, query: RunListQuery): ListedRun[] {
  const rows = db
    .prepare<object, Omit<ListedRun, 'session'> & { readonly pricedUsd: number; messages: number }>(
      `SELECT page.*, count(u.message_id) AS messages, total(u.cost_usd) AS pricedUsd,
         total(u.input_tokens + u.output_tokens + u.cache_read_tokens + u.cache_write_tokens)
           AS totalTokens,
         total(u.message_id IS NOT NULL AND u.cost_usd IS NULL) AS unpricedMessages
       FROM (${query.agent === 'main' ? turnsSql(query) : runsSql(query)}) AS page
         LEFT JOIN token_usage AS u ON ${query.agent === 'main' ? OF_TURN : OF_RUN}
       GROUP BY page.id ORDER BY page.startedAt DESC, page.id DESC`,
    )
    .all(parametersOf(query));
  const sessions = [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))];
  const labels = readSessionLabels(db, sessions);
  return rows.map(({ pricedUsd, messages, ...row }) => ({
    ...row,
    costUsd: messages > 0 && messages === row.unpricedMessages ? null : pricedUsd,
    session: labels.get(row.sessionId ?? '') ?? null,
  }));
}

const OF_TURN = 'u.trace_id = page.id AND u.agent_id IS NULL';
const OF_RUN = 'u.session_id = page.sessionId AND u.agent_id = page.agentId';

function turnsSql({ projectId, failedOnly, before }: RunListQuery): string {
  const conditions = [
    ...rangeOf('t', before),
    ...(failedOnly === true ? ['t.success = 0'] : []),
    ...(projectId === undefined
      ? []
      : [
          `coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = t.task_id),
            t.project_id) = @projectId`,
        ]),
  ];
  return `SELECT t.id, t.task_id AS sessionId, NULL AS agentId, substr(t.prompt, 1, 400) AS about,
      CASE t.success WHEN 1 THEN 'success' WHEN 0 THEN 'failure' END AS outcome,
      t.started_at AS startedAt, t.duration_ms AS durationMs, NULL AS error
    FROM execution_traces AS t WHERE ${conditions.join(' AND ')}
    ORDER BY t.started_at DESC, t.id DESC LIMIT @limit`;
}

function runsSql({ projectId, failedOnly, before }: RunListQuery): string {
  const conditions = [
    'i.agent IS @agent',
    ...rangeOf('i', before),
    ...(failedOnly === true ? ["i.outcome IN ('failure', 'partial')"] : []),
    ...(projectId === undefined
      ? []
      : [
          `coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = i.session_id),
            (SELECT t.project_id FROM execution_traces AS t WHERE t.id = i.trace_id)) = @projectId`,
        ]),
  ];
  return `SELECT i.id, i.session_id AS sessionId, i.agent_id AS agentId,
      substr(i.task_fragment, 1, 400) AS about, i.outcome, i.started_at AS startedAt,
      i.duration_ms AS durationMs, substr(i.error, 1, 400) AS error
    FROM agent_invocations AS i WHERE ${conditions.join(' AND ')}
    ORDER BY i.started_at DESC, i.id DESC LIMIT @limit`;
}

function rangeOf(table: string, before: RunCursor | undefined): string[] {
  const at = `${table}.started_at`;
  return [
    `${at} >= @from AND ${at} < @until`,
    ...(before === undefined
      ? []
      : [`${at} <= @beforeTime AND (${at} < @beforeTime OR ${table}.id < @beforeId)`]),
  ];
}

function parametersOf({ agent, projectId, before, limit = 100, ...range }: RunListQuery): object {
  return {
    ...boundsOf(range),
    agent,
    projectId,
    beforeTime: before?.startedAt,
    beforeId: before?.id,
    limit,
  };
}
