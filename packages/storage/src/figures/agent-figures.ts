import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Outcome } from '../stores/execution.js';
import { runOf } from '../stores/metrics/agent-metrics.js';
import { figuresOf, type RunFigures } from '../stores/metrics/figures.js';
import { type Chosen, chosen, type FigureChoice, parametersOf } from './choice.js';
import { tokensBy } from './token-sums.js';
import { figuresOfSums, NO_SUMS } from './usage.js';

/** Which figures of agents. */
export interface AgentQuery extends Omit<FigureChoice, 'model' | 'sessionId'> {
  /** Of how many parts a trend consists; 20 by default. */
  readonly trendPoints?: number | undefined;
}

/** Figures of a type of agent. A turn is a run of the main one. */
export interface AgentFigures
  extends Omit<RunFigures, 'count' | 'totalTokens' | 'avgTokens' | 'p99DurationMs'> {
  /** The type, or `main`; null: runs that don't say which. */
  readonly agent: string | null;
  readonly runs: number;
  readonly totalTokens: number;
  readonly outputTokens: number;
  /** Of the messages whose price is known; null when there is none among them. */
  readonly costUsd: number | null;
  /** Tokens whose price is not known: where there are any, the cost is too low. */
  readonly unpricedTokens: number;
  /** Null without runs. */
  readonly avgTokensPerRun: number | null;
  /** When the last run began. */
  readonly lastUsedAt: IsoTime | null;
  /** How many runs began in each part of the range, all parts equally long, the first first. */
  readonly trend: readonly number[];
}

/**
 * Figures of every type of agent that ran, the main one first, then the most used. A run counts when
 * it began, its tokens when they were used.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function agentFigures(
  db: SpoorDatabase,
  { trendPoints = 20, ...query }: AgentQuery,
): AgentFigures[] {
  const choice = chosen(query);
  const runs = Map.groupBy(
    [...mainRuns(db, choice), ...subagentRuns(db, choice)],
    (run) => run.agent,
  );
  const tokens = new Map(tokensBy(db, 'agent', choice).map((row) => [row.key, row]));
  const times = [...runs.values()].flat().map(({ startedAt }) => Date.parse(startedAt));
  const span = spanOf(query, times);
  return [...new Set([...runs.keys(), ...tokens.keys()])]
    .map((agent) => {
      const own = runs.get(agent) ?? [];
      const {
        count,
        totalTokens,
        avgTokens: _,
        p99DurationMs: __,
        ...figures
      } = figuresOf(own.map(runOf));
      const used = figuresOfSums({ ...NO_SUMS, ...tokens.get(agent) });
      // Users of the library say themselves how many tokens a run took.
      const all = used.messages > 0 ? used.totalTokens : totalTokens;
      return {
        agent,
        runs: count,
        ...figures,
        totalTokens: all,
        outputTokens: used.outputTokens,
        costUsd: used.messages === 0 && all > 0 ? null : used.costUsd,
        unpricedTokens: used.messages === 0 ? all : used.unpricedTokens,
        avgTokensPerRun: count === 0 ? null : all / count,
        lastUsedAt: latest(own),
        trend: trendOf(own, span, trendPoints),
      };
    })
    .sort(
      (a, b) =>
        Number(b.agent === MAIN) - Number(a.agent === MAIN) ||
        b.runs - a.runs ||
        ((a.agent ?? '') < (b.agent ?? '') ? -1 : 1),
    );
}

const MAIN = 'main';

interface Run {
  readonly agent: string | null;
  readonly outcome: Outcome | null;
  readonly durationMs: number | null;
  readonly tokenUsage: string | null;
  readonly startedAt: IsoTime;
}

function mainRuns(db: SpoorDatabase, choice: Chosen): Run[] {
  const ofProject =
    choice.projectId === undefined
      ? ''
      : `AND coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = t.task_id),
          t.project_id) = @projectId`;
  return db
    .prepare<object, Run>(
      `SELECT '${MAIN}' AS agent, t.duration_ms AS durationMs, t.started_at AS startedAt,
         CASE t.success WHEN 1 THEN 'success' WHEN 0 THEN 'failure' END AS outcome,
         NULL AS tokenUsage
       FROM execution_traces AS t
       WHERE t.started_at >= @from AND t.started_at < @until ${ofProject}`,
    )
    .all(parametersOf(choice));
}

function subagentRuns(db: SpoorDatabase, choice: Chosen): Run[] {
  const ofProject =
    choice.projectId === undefined
      ? ''
      : `AND coalesce((SELECT s.project_id FROM sessions AS s WHERE s.id = i.session_id),
          (SELECT t.project_id FROM execution_traces AS t WHERE t.id = i.trace_id)) = @projectId`;
  return db
    .prepare<object, Run>(
      `SELECT i.agent, i.outcome, i.duration_ms AS durationMs, i.token_usage AS tokenUsage,
         i.started_at AS startedAt
       FROM agent_invocations AS i
       WHERE i.started_at >= @from AND i.started_at < @until ${ofProject}`,
    )
    .all(parametersOf(choice));
}

function latest(runs: readonly Run[]): IsoTime | null {
  return runs.reduce<IsoTime | null>(
    (last, { startedAt }) => (last === null || startedAt > last ? startedAt : last),
    null,
  );
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** An open end is where the first or the last run began. */
function spanOf({ from, until }: AgentQuery, times: readonly number[]): Span {
  const known = times.filter((time) => !Number.isNaN(time));
  const first = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return {
    startMs: from === undefined ? first : Date.parse(from),
    endMs: until === undefined ? last + 1 : Date.parse(until),
  };
}

function trendOf(runs: readonly Run[], { startMs, endMs }: Span, points: number): number[] {
  const trend = new Array<number>(points).fill(0);
  for (const { startedAt } of runs) {
    const place = Math.floor(((Date.parse(startedAt) - startMs) * points) / (endMs - startMs));
    const count = trend[place];
    if (count !== undefined) trend[place] = count + 1;
  }
  return trend;
}
