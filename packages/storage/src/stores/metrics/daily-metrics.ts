import type { SpoorDatabase } from '../../database/spoor-database.js';
import type { Outcome } from '../execution.js';
import { ofProjectSql, runOf } from './agent-metrics.js';
import { figuresOf, type RunFigures, type Runs } from './figures.js';
import { countCalls, countProjectCalls, firstCallFrom, runsOf, toolNames } from './tool-calls.js';
import { END_OF_TIME, type MetricsWindow, startOf } from './window.js';

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

type RunsByDay = Map<string, Runs[]>;

function callsByDay(db: SpoorDatabase, window: MetricsWindow): RunsByDay {
  const days: RunsByDay = new Map();
  const add = (day: string, runs: readonly Runs[]) => {
    days.set(day, [...(days.get(day) ?? []), ...runs]);
  };
  if (window.projectId !== undefined) {
    for (const { key, ...calls } of countProjectCalls(db, 'day', window)) {
      if (key !== null) add(key, runsOf(calls));
    }
    return days;
  }
  for (const tool of toolNames(db)) addDaysOf(db, tool, window, add);
  return days;
}

/** From one day with calls to the next one. */
function addDaysOf(
  db: SpoorDatabase,
  tool: string | null,
  window: MetricsWindow,
  add: (day: string, runs: readonly Runs[]) => void,
): void {
  let at = firstCallFrom(db, tool, startOf(window));
  while (at !== null) {
    const day = at.slice(0, 10);
    const end = `${day}${END_OF_TIME}`;
    const calls = countCalls(db, tool, at, end);
    if (calls === undefined || end <= at) return;
    add(day, runsOf(calls));
    at = firstCallFrom(db, tool, end);
  }
}

interface TurnRow {
  readonly day: string;
  readonly success: 0 | 1 | null;
  readonly durationMs: number | null;
  readonly tokenUsage: string | null;
}

function turnsByDay(db: SpoorDatabase, window: MetricsWindow): RunsByDay {
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

function subagentsByDay(db: SpoorDatabase, window: MetricsWindow): RunsByDay {
  const { joins, condition } = ofProjectSql(window);
  const rows = db
    .prepare<object, SubagentRow>(
      `SELECT substr(i.started_at, 1, 10) AS day, i.outcome, i.duration_ms AS durationMs,
         i.token_usage AS tokenUsage
       FROM agent_invocations i ${joins} WHERE i.started_at >= @start ${condition}`,
    )
    .all({ projectId: window.projectId, start: startOf(window) });
  return byDay(rows, runOf);
}

function byDay<Row extends { day: string }>(
  rows: readonly Row[],
  toRuns: (row: Row) => Runs,
): RunsByDay {
  const days: RunsByDay = new Map();
  for (const [day, all] of Map.groupBy(rows, (row) => row.day)) days.set(day, all.map(toRuns));
  return days;
}
