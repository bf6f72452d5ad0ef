import type { SpoorDatabase } from '../database/spoor-database.js';
import { figuresOf, type RunFigures } from '../stores/metrics/figures.js';
import {
  COUNTS,
  type CountedCalls,
  countCalls,
  runsOf,
  toolNames,
} from '../stores/metrics/tool-calls.js';
import { type Chosen, chosen, type FigureChoice, ofSessionSql, parametersOf } from './choice.js';

/** Which figures of tools. */
export interface ToolQuery extends Omit<FigureChoice, 'model'> {
  /** `server`: the tools of an MCP server together, and those of the client. */
  readonly by?: 'tool' | 'server' | undefined;
}

/** Figures of a tool, or of a server's tools. Rates are over the calls that ended; denied ones did. */
export interface ToolFigures
  extends Omit<RunFigures, 'count' | 'totalTokens' | 'avgTokens' | 'p99DurationMs'> {
  /** The tool or the server; null: calls that don't say which, or the client's own tools. */
  readonly key: string | null;
  readonly calls: number;
  readonly denied: number;
  readonly cancelled: number;
  readonly deniedRate: number | null;
  /** Of the calls whose duration is known. */
  readonly totalDurationMs: number;
  /**
   * Tokens that the model wrote to make the calls: those of an API message are shared evenly among
   * the calls that it asked for.
   */
  readonly outputTokens: number;
  /** What the calls gave back, as it stands in the transcripts. */
  readonly resultBytes: number;
}

/**
 * Figures of every tool that was called, the most used first. A call counts when it began.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolFigures(db: SpoorDatabase, { by = 'tool', ...query }: ToolQuery): ToolFigures[] {
  const choice = chosen(query);
  const tools = toolNames(db);
  const volumes = new Map(volumesOf(db, tools, choice).map((row) => [row.tool, row]));
  const counted = countedOf(db, tools, choice).filter(([, { count }]) => count > 0);
  const groups = Map.groupBy(counted, ([tool]) => (by === 'tool' ? tool : serverOf(tool)));
  return [...groups]
    .map(([key, members]) =>
      figuresOfTools(
        key,
        members.map(([, calls]) => calls),
        members.flatMap(([tool]) => volumes.get(tool) ?? []),
      ),
    )
    .sort((a, b) => b.calls - a.calls || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** The MCP server that a tool belongs to, `github` of `mcp__github__get_issue`; null of others. */
export function serverOf(tool: string | null): string | null {
  const [, server] = /^mcp__(.+?)__./.exec(tool ?? '') ?? [];
  return server ?? null;
}

type Counted = readonly [tool: string | null, calls: CountedCalls];

function countedOf(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  choice: Chosen,
): Counted[] {
  if (choice.isOnlyRange) {
    return tools.flatMap((tool): Counted[] => {
      const calls = countCalls(db, tool, choice.from, choice.until);
      return calls === undefined ? [] : [[tool, calls]];
    });
  }
  return db
    .prepare<object, CountedCalls & { tool: string | null }>(
      `SELECT tool_name AS tool, ${COUNTS} FROM tool_calls
       WHERE started_at >= @from AND started_at < @until ${ofSessionSql(choice, 'session_id')}
       GROUP BY 1`,
    )
    .all(parametersOf(choice))
    .map(({ tool, ...calls }): Counted => [tool, calls]);
}

interface Volume {
  readonly tool: string | null;
  readonly durationMs: number;
  readonly outputTokens: number;
  readonly resultBytes: number;
}

const SHARE = `u.output_tokens * 1.0 /
  (SELECT count(*) FROM tool_calls AS o WHERE o.message_id = c.message_id)`;

function volumesOf(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  choice: Chosen,
): Volume[] {
  const [source, of] = choice.isOnlyRange
    ? ['json_each(@tools) AS tool CROSS JOIN tool_calls AS c', 'c.tool_name IS tool.value AND']
    : ['tool_calls AS c', ''];
  return db
    .prepare<object, Volume>(
      `SELECT c.tool_name AS tool, total(c.duration_ms) AS durationMs,
         total(c.result_bytes) AS resultBytes, total(${SHARE}) AS outputTokens
       FROM ${source} LEFT JOIN token_usage AS u ON u.message_id = c.message_id
       WHERE ${of} c.started_at >= @from AND c.started_at < @until
         ${ofSessionSql(choice, 'c.session_id')}
       GROUP BY 1`,
    )
    .all({ ...parametersOf(choice), tools: JSON.stringify(tools) });
}

function figuresOfTools(
  key: string | null,
  calls: readonly CountedCalls[],
  volumes: readonly Volume[],
): ToolFigures {
  const all = figuresOf(calls.flatMap(runsOf));
  const { count, totalTokens: _, avgTokens: __, p99DurationMs: ___, ...figures } = all;
  const denied = sum(calls, ({ denied }) => denied);
  return {
    key,
    calls: count,
    ...figures,
    denied,
    cancelled: sum(calls, ({ cancelled }) => cancelled),
    deniedRate: figures.finished === 0 ? null : denied / figures.finished,
    totalDurationMs: sum(volumes, ({ durationMs }) => durationMs),
    outputTokens: Math.round(sum(volumes, ({ outputTokens }) => outputTokens)),
    resultBytes: sum(volumes, ({ resultBytes }) => resultBytes),
  };
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
