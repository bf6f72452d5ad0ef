import type { SpoorDatabase } from '../../database/spoor-database.js';
import { figuresOf, type RunFigures } from './figures.js';
import {
  type CountedCalls,
  countCalls,
  countProjectCalls,
  runsOf,
  toolNames,
} from './tool-calls.js';
import { END_OF_TIME, type MetricsWindow, startOf } from './window.js';

/** Figures of a tool. Rates are over the calls that ended; denied and cancelled ones did. */
export interface ToolMetrics extends Omit<RunFigures, 'count' | 'totalTokens' | 'avgTokens'> {
  /** Null: calls that don't say which. */
  readonly tool: string | null;
  readonly totalCalls: number;
  readonly denied: number;
  readonly cancelled: number;
}

/** Figures of every tool that was called, or of one, the most used first. */
export function toolMetrics(
  db: SpoorDatabase,
  { tool, ...window }: MetricsWindow & { readonly tool?: string | undefined },
): ToolMetrics[] {
  const calls = window.projectId === undefined ? ofAll(db, window, tool) : ofProject(db, window);
  return calls
    .filter(([name, { count }]) => count > 0 && (tool === undefined || name === tool))
    .map(([name, counted]) => metricsOf(name, counted))
    .sort((a, b) => b.totalCalls - a.totalCalls || ((a.tool ?? '') < (b.tool ?? '') ? -1 : 1));
}

type Calls = readonly [tool: string | null, calls: CountedCalls];

function ofAll(db: SpoorDatabase, window: MetricsWindow, tool: string | undefined): Calls[] {
  const start = startOf(window);
  const names = tool === undefined ? toolNames(db) : [tool];
  return names.flatMap((name): Calls[] => {
    const calls = countCalls(db, name, start, END_OF_TIME);
    return calls === undefined ? [] : [[name, calls]];
  });
}

function ofProject(db: SpoorDatabase, window: MetricsWindow): Calls[] {
  return countProjectCalls(db, 'tool', window).map(({ key, ...calls }) => [key, calls]);
}

function metricsOf(tool: string | null, calls: CountedCalls): ToolMetrics {
  const { count, totalTokens: _, avgTokens: __, ...figures } = figuresOf(runsOf(calls));
  const { denied, cancelled } = calls;
  return { tool, totalCalls: count, ...figures, denied, cancelled };
}
