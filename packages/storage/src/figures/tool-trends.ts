import type { SpoorDatabase } from '../database/spoor-database.js';
import { toolNames } from '../stores/metrics/tool-calls.js';
import { firstCallOf } from './call-sums.js';
import { type Chosen, chosen, type FigureChoice, ofSessionSql, parametersOf } from './choice.js';
import { type PartsOfTime, partsOfTime } from './parts-of-time.js';

/** Which calls, and in how many parts their time is cut. */
export interface ToolTrendQuery extends Omit<FigureChoice, 'model'> {
  readonly points: number;
}

/** How a tool was used in the course of time. */
export interface ToolTrend {
  /** Null: calls that don't say which tool. */
  readonly tool: string | null;
  /** Calls that began in each part of the range, all parts equally long, the first first. */
  readonly calls: readonly number[];
  /** Those of them that failed. */
  readonly failures: readonly number[];
}

/**
 * How every tool was used in the course of time; an open end is where the first or the last call
 * began.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolTrends(db: SpoorDatabase, { points, ...query }: ToolTrendQuery): ToolTrend[] {
  const choice = chosen(query);
  const tools = toolNames(db);
  const parts = partsOf(db, tools, query, choice, points);
  const found = choice.isOnlyRange
    ? tools.map((tool) => alongIndex(db, tool, parts))
    : bySession(db, choice, parts, points);
  return found.filter(({ calls }) => calls.some((count) => count > 0));
}

function partsOf(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  { from, until }: FigureChoice,
  choice: Chosen,
  points: number,
): PartsOfTime {
  const start = from ?? firstCallOf(db, tools, choice.from);
  const end = until === undefined ? lastCallOf(db, tools) : Date.parse(until);
  return partsOfTime(Date.parse(start ?? ''), end, points);
}

/** The moment after the last call of any tool began, ms. */
function lastCallOf(db: SpoorDatabase, tools: readonly (string | null)[]): number {
  const row = db
    .prepare<object, { at: string | null }>(
      `SELECT max((SELECT max(started_at) FROM tool_calls WHERE tool_name IS tool.value)) AS at
       FROM json_each(@tools) AS tool`,
    )
    .get({ tools: JSON.stringify(tools) });
  return Date.parse(row?.at ?? '') + 1;
}

/** Part by part along the index of a tool's calls, without a look at the rows. */
function alongIndex(db: SpoorDatabase, tool: string | null, { edges }: PartsOfTime): ToolTrend {
  const count = db.prepare<
    [string | null, string, string],
    { readonly calls: number; readonly failures: number }
  >(
    `SELECT count(*) AS calls, total(status = 'failure') AS failures FROM tool_calls
     WHERE tool_name IS ? AND started_at >= ? AND started_at < ?`,
  );
  const counted = edges.slice(1).map((end, index) => count.get(tool, edges[index] ?? end, end));
  return {
    tool,
    calls: counted.map((part) => part?.calls ?? 0),
    failures: counted.map((part) => part?.failures ?? 0),
  };
}

interface Call {
  readonly tool: string | null;
  readonly at: string;
  readonly isFailure: 0 | 1;
}

function bySession(
  db: SpoorDatabase,
  choice: Chosen,
  { partAt }: PartsOfTime,
  points: number,
): ToolTrend[] {
  const trends = new Map<string | null, { calls: number[]; failures: number[] }>();
  const rows = db.prepare<object, Call>(
    `SELECT tool_name AS tool, started_at AS at, status = 'failure' AS isFailure FROM tool_calls
     WHERE started_at >= @from AND started_at < @until ${ofSessionSql(choice, 'session_id')}`,
  );
  for (const { tool, at, isFailure } of rows.iterate(parametersOf(choice))) {
    const part = partAt(at);
    if (part < 0) continue;
    const trend = trends.get(tool) ?? {
      calls: new Array<number>(points).fill(0),
      failures: new Array<number>(points).fill(0),
    };
    trends.set(tool, trend);
    trend.calls[part] = (trend.calls[part] ?? 0) + 1;
    trend.failures[part] = (trend.failures[part] ?? 0) + isFailure;
  }
  return [...trends].map(([tool, trend]) => ({ tool, ...trend }));
}
