import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { ToolCallStatus } from '../tool-call-store.js';
import { figuresOf, type RunFigures, type Runs } from './figures.js';
import { type MetricsWindow, startOf } from './window.js';

/** Figures of a tool. Rates are over the calls that ended; denied and cancelled ones did. */
export interface ToolMetrics extends Omit<RunFigures, 'count' | 'totalTokens' | 'avgTokens'> {
  /** Null: calls that don't say which. */
  readonly tool: string | null;
  readonly totalCalls: number;
  readonly denied: number;
  readonly cancelled: number;
}

/** Calls of one tool with one status. */
interface Row {
  readonly tool: string | null;
  readonly status: ToolCallStatus;
  readonly count: number;
  /** JSON. */
  readonly durations: string;
}

const FIGURES = `status, count(*) AS count,
  json_group_array(duration_ms) FILTER (WHERE duration_ms IS NOT NULL) AS durations`;

/** Figures of every tool that was called, or of one, the most used first. */
export function toolMetrics(
  db: SpoorDatabase,
  { tool, ...window }: MetricsWindow & { readonly tool?: string | undefined },
): ToolMetrics[] {
  const ofTool = tool === undefined ? '' : 'AND tool_name = @tool';
  const parameters = { tool, projectId: window.projectId, start: startOf(window) };
  const rows = db
    .prepare<object, Row>(
      `SELECT tool_name AS tool, ${FIGURES} FROM ${callsOf(window)} ${ofTool}
       GROUP BY tool_name, status`,
    )
    .all(parameters);
  return [...Map.groupBy(rows, (row) => row.tool)]
    .map(([name, calls]) => metricsOf(name, calls))
    .sort((a, b) => b.totalCalls - a.totalCalls || ((a.tool ?? '') < (b.tool ?? '') ? -1 : 1));
}

/** Figures of all tools together, by day. */
export function callsByDay(db: SpoorDatabase, window: MetricsWindow): Map<string, Runs[]> {
  const rows = db
    .prepare<object, Omit<Row, 'tool'> & { day: string }>(
      `SELECT substr(started_at, 1, 10) AS day, ${FIGURES} FROM ${callsOf(window)}
       GROUP BY day, status`,
    )
    .all({ projectId: window.projectId, start: startOf(window) });
  return new Map(
    [...Map.groupBy(rows, (row) => row.day)].map(([day, all]) => [day, all.map(runsOf)]),
  );
}

/** All calls along their start, or a project's along its sessions. */
function callsOf({ projectId }: MetricsWindow): string {
  if (projectId === undefined) return 'tool_calls WHERE started_at >= @start';
  return `(SELECT id FROM sessions WHERE project_id = @projectId) AS session
    CROSS JOIN tool_calls ON session_id = session.id WHERE started_at >= @start`;
}

function metricsOf(tool: string | null, rows: readonly Row[]): ToolMetrics {
  const { count, totalTokens: _, avgTokens: __, ...figures } = figuresOf(rows.map(runsOf));
  const withStatus = (status: ToolCallStatus) =>
    rows.find((row) => row.status === status)?.count ?? 0;
  return {
    tool,
    totalCalls: count,
    ...figures,
    denied: withStatus('denied'),
    cancelled: withStatus('cancelled'),
  };
}

const RESULTS: Readonly<Record<ToolCallStatus, Runs['result']>> = {
  success: 'success',
  failure: 'failure',
  denied: 'other',
  cancelled: 'other',
  running: 'open',
  unknown: 'open',
};

function runsOf({ status, count, durations }: Omit<Row, 'tool'>): Runs {
  return { result: RESULTS[status], count, durations: JSON.parse(durations) as number[] };
}
