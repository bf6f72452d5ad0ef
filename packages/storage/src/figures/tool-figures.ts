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
import { serverOfTool } from './tool-group.js';

/** Which figures of tools. */
export interface ToolQuery extends Omit<FigureChoice, 'model'> {
  /** `server`: the tools of an MCP server together, and those of the client. */
  readonly by?: 'tool' | 'server' | undefined;
}

/** Counts of a tool, or of a server's tools. Rates are over the calls that ended; denied ones did. */
export interface ToolCounts
  extends Omit<RunFigures, 'count' | 'totalTokens' | 'avgTokens' | 'p99DurationMs'> {
  /** The tool or the server; null: calls that don't say which, or the client's own tools. */
  readonly key: string | null;
  readonly calls: number;
  readonly denied: number;
  readonly cancelled: number;
  readonly deniedRate: number | null;
  /** Of the calls whose duration is known. */
  readonly totalDurationMs: number;
  /** What the calls gave back, as it stands in the transcripts. */
  readonly resultBytes: number;
}

/** What the model wrote, and what that cost, to have a tool, or a server's tools, called. */
export interface ToolShare {
  /** As of {@link ToolCounts}. */
  readonly key: string | null;
  /**
   * Tokens that the model wrote to make the calls: those of an API message are shared evenly among
   * the calls that it asked for, and count when it was written.
   */
  readonly outputTokens: number;
  /**
   * What those messages cost, with all that was sent for them, shared likewise; null when the price
   * of none is known.
   */
  readonly costUsd: number | null;
  /** Calls asked for by messages whose price is not known: where there are any, the cost is too low. */
  readonly unpricedCalls: number;
}

/** All figures of a tool, or of a server's tools. */
export interface ToolFigures extends ToolCounts, ToolShare {}

/**
 * Figures of every tool that was called, the most used first. A call counts when it began.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolFigures(db: SpoorDatabase, query: ToolQuery): ToolFigures[] {
  const shares = new Map(toolShares(db, query).map((share) => [share.key, share]));
  return toolCounts(db, query).map((counts) => ({
    ...(shares.get(counts.key) ?? shareOf(counts.key, [])),
    ...counts,
  }));
}

/**
 * Counts of every tool that was called, the most used first: the quick part of its figures.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolCounts(db: SpoorDatabase, { by = 'tool', ...query }: ToolQuery): ToolCounts[] {
  const choice = chosen(query);
  const counted = countedOf(db, toolNames(db), choice).filter(([, { count }]) => count > 0);
  const groups = Map.groupBy(counted, ([tool]) => (by === 'tool' ? tool : serverOfTool(tool)));
  return [...groups]
    .map(([key, members]) =>
      countsOf(
        key,
        members.map(([, calls]) => calls),
      ),
    )
    .sort((a, b) => b.calls - a.calls || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/**
 * What was written and paid for the calls of every tool: the slow part of its figures.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function toolShares(db: SpoorDatabase, { by = 'tool', ...query }: ToolQuery): ToolShare[] {
  const shares = sharesOf(db, chosen(query));
  const groups = Map.groupBy(shares, ({ tool }) => (by === 'tool' ? tool : serverOfTool(tool)));
  return [...groups].map(([key, members]) => shareOf(key, members));
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

interface Share {
  readonly tool: string | null;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly pricedCalls: number;
  readonly unpricedCalls: number;
}

/** The choice is made by the messages: they are fewer than the calls, and have the time. */
function sharesOf(db: SpoorDatabase, choice: Chosen): Share[] {
  return db
    .prepare<object, Share>(
      `WITH message AS MATERIALIZED (
         SELECT u.message_id, u.output_tokens, u.cost_usd,
           (SELECT count(*) FROM tool_calls AS o WHERE o.message_id = u.message_id) AS calls
         FROM token_usage AS u
         WHERE u.timestamp >= @from AND u.timestamp < @until ${ofSessionSql(choice, 'u.session_id')})
       SELECT c.tool_name AS tool, total(output_tokens * 1.0 / calls) AS outputTokens,
         total(cost_usd / calls) AS costUsd, count(cost_usd) AS pricedCalls,
         total(cost_usd IS NULL) AS unpricedCalls
       FROM message CROSS JOIN tool_calls AS c ON c.message_id = message.message_id
       GROUP BY 1`,
    )
    .all(parametersOf(choice));
}

function countsOf(key: string | null, calls: readonly CountedCalls[]): ToolCounts {
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
    totalDurationMs: sum(calls, ({ durationMs }) => durationMs),
    resultBytes: sum(calls, ({ resultBytes }) => resultBytes),
  };
}

function shareOf(key: string | null, shares: readonly Share[]): ToolShare {
  const unpricedCalls = sum(shares, (share) => share.unpricedCalls);
  const isUnknown = unpricedCalls > 0 && sum(shares, (share) => share.pricedCalls) === 0;
  return {
    key,
    outputTokens: Math.round(sum(shares, (share) => share.outputTokens)),
    costUsd: isUnknown ? null : sum(shares, (share) => share.costUsd),
    unpricedCalls,
  };
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
