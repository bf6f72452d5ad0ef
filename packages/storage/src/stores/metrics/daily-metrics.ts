import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { Outcome } from '../execution.js';
import { runOf } from './agent-metrics.js';
import { figuresOf, type RunFigures, type Runs, tokensOf } from './figures.js';
import { callsByDay } from './tool-metrics.js';
import { type MetricsWindow, startOf } from './window.js';

/** Figures of a day (UTC), by what started on it. */
export interface DailyMetrics {
  /** `2026-11-21`. */
  readonly day: string;
  readonly turns: RunFigures;
  readonly toolCalls: RunFigures;
  readonly subagents: RunFigures;
}

/** Figures of every day on which something happened, the first first. */
export function dailyMetrics(db: SpoorDatabase, window: MetricsWindow): DailyMetrics[] {
  const turns = turnsByDay(db, window);
  const calls = callsByDay(db, window);
  const subagents = subagentsByDay(db, window);
  const days = new Set([...turns.keys(), ...calls.keys(), ...subagents.keys()]);
  return [...days].sort().map((day) => ({
    day,
    turns: figuresOf(turns.get(day) ?? []),
    toolCalls: figuresOf(calls.get(day) ?? []),
    subagents: figuresOf(subagents.get(day) ?? []),
  }));
}

interface TurnRow {
  readonly day: string;
  readonly success: 0 | 1 | null;
  readonly durationMs: number | null;
  readonly tokenUsage: string | null;
}

function turnsByDay(db: SpoorDatabase, window: MetricsWindow): Map<string, Runs[]> {
  const ofProject = window.projectId === undefined ? '' : 'AND project_id = @projectId';
  const rows = db
    .prepare<object, TurnRow>(
      `SELECT substr(started_at, 1, 10) AS day, success, duration_ms AS durationMs,
         token_usage AS tokenUsage
       FROM execution_traces WHERE started_at >= @start ${ofProject}`,
    )
    .all({ projectId: window.projectId, start: startOf(window) });
  return byDay(rows, ({ success, ...row }) =>
    runOf({ ...row, outcome: success === null ? null : success === 1 ? 'success' : 'failure' }),
  );
}

interface SubagentRow {
  readonly day: string;
  readonly outcome: Outcome | null;
  readonly durationMs: number | null;
  readonly tokenUsage: string | null;
}

function subagentsByDay(db: SpoorDatabase, window: MetricsWindow): Map<string, Runs[]> {
  const project =
    window.projectId === undefined
      ? { joins: '', condition: '' }
      : {
          joins: `LEFT JOIN execution_traces t ON t.id = i.trace_id
            LEFT JOIN sessions s ON s.id = i.session_id`,
          condition: 'AND coalesce(t.project_id, s.project_id) = @projectId',
        };
  const rows = db
    .prepare<object, SubagentRow>(
      `SELECT substr(i.started_at, 1, 10) AS day, i.outcome, i.duration_ms AS durationMs,
         i.token_usage AS tokenUsage
       FROM agent_invocations i ${project.joins}
       WHERE i.started_at >= @start ${project.condition}`,
    )
    .all({ projectId: window.projectId, start: startOf(window) });
  return byDay(rows, runOf);
}

function byDay<Row extends { day: string }>(
  rows: readonly Row[],
  toRuns: (row: Row) => Runs,
): Map<string, Runs[]> {
  return new Map(
    [...Map.groupBy(rows, (row) => row.day)].map(([day, all]) => [day, all.map(toRuns)]),
  );
}
