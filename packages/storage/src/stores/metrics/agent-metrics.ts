import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { Outcome } from '../execution.js';
import { figuresOf, mean, type RunFigures, type Runs, tokensOf } from './figures.js';
import { type MetricsWindow, startOf } from './window.js';

/** Figures of a kind of agent. Rates are over the runs that have an outcome. */
export interface AgentMetrics extends Omit<RunFigures, 'count' | 'avgTokens'> {
  /** Null: runs that don't say which. */
  readonly agent: string | null;
  readonly totalInvocations: number;
  /** Over the runs that were judged. */
  readonly avgQualityScore: number | null;
  /** Over the runs that say how many they took. */
  readonly avgTokensPerInvocation: number | null;
}

interface Row {
  readonly agent: string | null;
  readonly outcome: Outcome | null;
  readonly durationMs: number | null;
  readonly qualityScore: number | null;
  readonly tokenUsage: string | null;
}

const COLUMNS = `i.agent, i.outcome, i.duration_ms AS durationMs, i.quality_score AS qualityScore,
  i.token_usage AS tokenUsage`;

/** Figures of one kind of agent. */
export function agentMetrics(
  db: SpoorDatabase,
  agent: string,
  window: MetricsWindow,
): AgentMetrics {
  const rows = db
    .prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM agent_invocations i WHERE i.agent = ? AND i.started_at >= ?`,
    )
    .all(agent, startOf(window));
  return metricsOf(agent, rows);
}

/** Figures of every kind of agent that ran, the most used first. */
export function listAgentMetrics(db: SpoorDatabase, window: MetricsWindow): AgentMetrics[] {
  const { joins, condition } = ofProjectSql(window);
  const rows = db
    .prepare<object, Row>(
      `SELECT ${COLUMNS} FROM agent_invocations i ${joins}
       WHERE i.started_at >= @start ${condition}`,
    )
    .all({ start: startOf(window), projectId: window.projectId });
  return [...Map.groupBy(rows, (row) => row.agent)]
    .map(([agent, runs]) => metricsOf(agent, runs))
    .sort(
      (a, b) =>
        b.totalInvocations - a.totalInvocations || ((a.agent ?? '') < (b.agent ?? '') ? -1 : 1),
    );
}

/** What narrows runs to a project, if one is given: that of their turn, or else of their session. */
export function ofProjectSql({ projectId }: MetricsWindow): { joins: string; condition: string } {
  if (projectId === undefined) return { joins: '', condition: '' };
  return {
    joins: `LEFT JOIN execution_traces t ON t.id = i.trace_id
      LEFT JOIN sessions s ON s.id = i.session_id`,
    condition: 'AND coalesce(t.project_id, s.project_id) = @projectId',
  };
}

function metricsOf(agent: string | null, rows: readonly Row[]): AgentMetrics {
  const { count, avgTokens, ...figures } = figuresOf(rows.map(runOf));
  return {
    agent,
    totalInvocations: count,
    ...figures,
    avgQualityScore: mean(rows.flatMap(({ qualityScore }) => qualityScore ?? [])),
    avgTokensPerInvocation: avgTokens,
  };
}

/** A single run. */
export function runOf(row: Pick<Row, 'outcome' | 'durationMs' | 'tokenUsage'>): Runs {
  const { outcome, durationMs } = row;
  const tokens = tokensOf(row.tokenUsage);
  const result = outcome === 'partial' || outcome === 'escalated' ? 'other' : outcome;
  return {
    result: result ?? 'open',
    count: 1,
    durations: durationMs === null ? [] : [durationMs],
    tokens: tokens === null ? [] : [tokens],
  };
}
