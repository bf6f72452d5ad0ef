import { costUsd, type IsoTime, type ModelPrices, type PricedUsage } from '@spoor/core';

/** Whose an API message is: what totals it counts in. */
export interface UsagePlace {
  readonly sessionId: string;
  /** The turn. */
  readonly traceId: string | null;
  /** The subagent; null for the main agent. */
  readonly agentId: string | null;
}

/** What one session tells of an API message. Ids are checked, texts redacted. */
export interface UsageTold extends UsagePlace, PricedUsage {
  /** The API's id. */
  readonly messageId: string;
  readonly requestId: string | null;
  readonly model: string | null;
  readonly cacheWrite1hTokens: number;
  readonly thinkingTokens: number;
  readonly webSearchRequests: number;
  readonly webFetchRequests: number;
  readonly speed: string | null;
  readonly serviceTier: string | null;
  readonly inferenceGeo: string | null;
  readonly timestamp: IsoTime;
}

/** Says what a message costs, US dollars; null when that isn't known. */
export type CostOf = (usage: Omit<UsageTold, keyof UsagePlace>) => number | null;

/** Costs by a list of prices, at the message's time. */
export function costBy(prices: ModelPrices): CostOf {
  return (usage) => costUsd(usage, usage.model, { prices, at: usage.timestamp });
}

/** Columns of a message's usage by the names of its type. */
const COLUMNS = [
  ['messageId', 'message_id'],
  ['sessionId', 'session_id'],
  ['traceId', 'trace_id'],
  ['agentId', 'agent_id'],
  ['requestId', 'request_id'],
  ['model', 'model'],
  ['inputTokens', 'input_tokens'],
  ['outputTokens', 'output_tokens'],
  ['cacheReadTokens', 'cache_read_tokens'],
  ['cacheWriteTokens', 'cache_write_tokens'],
  ['cacheWrite1hTokens', 'cache_write_1h_tokens'],
  ['thinkingTokens', 'thinking_tokens'],
  ['webSearchRequests', 'web_search_requests'],
  ['webFetchRequests', 'web_fetch_requests'],
  ['speed', 'speed'],
  ['serviceTier', 'service_tier'],
  ['inferenceGeo', 'inference_geo'],
  ['timestamp', 'timestamp'],
] as const satisfies readonly (readonly [keyof UsageTold, string])[];

/** The columns of what is told, under the names of its type. */
export const USAGE_COLUMNS = COLUMNS.map(([name, column]) => `${column} AS ${name}`).join(', ');

/** Writes the row of a message that has none; parameters are named as in the types. */
export const ADD_USAGE = `
  INSERT INTO token_usage (${COLUMNS.map(([, column]) => column).join(', ')}, cost_usd)
  VALUES (${COLUMNS.map(([name]) => `@${name}`).join(', ')}, @costUsd)
  ON CONFLICT (message_id) DO NOTHING`;

/** Writes the row of a message over; parameters are named as in the types. */
export const REPLACE_USAGE = `
  UPDATE token_usage SET ${COLUMNS.map(([name, column]) => `${column} = @${name}`).join(', ')},
    cost_usd = @costUsd
  WHERE message_id = @messageId`;
