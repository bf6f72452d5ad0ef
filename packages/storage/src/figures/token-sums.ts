import type { SpoorDatabase } from '../database/spoor-database.js';
import { type Chosen, ofSessionSql, parametersOf } from './choice.js';
import { quarterSql } from './quarter.js';
import type { TokenSums } from './usage.js';

/** What tokens are summed by. */
export type TokenKey = 'quarter' | 'project' | 'session' | 'model' | 'agent';

const SUMS = `total(u.messages) AS messages, total(u.input_tokens) AS inputTokens,
  total(u.output_tokens) AS outputTokens, total(u.cache_read_tokens) AS cacheReadTokens,
  total(u.cache_write_tokens) AS cacheWriteTokens, total(u.cost_nano_usd) AS costNanoUsd,
  total(u.unpriced_messages) AS unpricedMessages, total(u.unpriced_tokens) AS unpricedTokens`;

/** Each message by itself, with the columns of `usage_quarters`. */
const MESSAGES = `SELECT timestamp, ${quarterSql('timestamp')} AS quarter, session_id,
    ifnull(agent_id, '') AS agent_id, ifnull(model, '') AS model, 1 AS messages,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    CAST(round(ifnull(cost_usd, 0) * 1e9) AS INTEGER) AS cost_nano_usd,
    cost_usd IS NULL AS unpriced_messages,
    iif(cost_usd IS NULL, input_tokens + output_tokens + cache_read_tokens + cache_write_tokens, 0)
      AS unpriced_tokens
  FROM token_usage`;

const KEYS: Readonly<Record<TokenKey, string>> = {
  quarter: 'u.quarter',
  project: 's.project_id',
  session: 'u.session_id',
  model: "nullif(u.model, '')",
  agent: "iif(u.agent_id = '', 'main', a.agent)",
};

const JOINS: Readonly<Partial<Record<TokenKey, string>>> = {
  project: 'LEFT JOIN sessions AS s ON s.id = u.session_id',
  agent: `LEFT JOIN agent_invocations AS a
    ON a.session_id = u.session_id AND a.agent_id = u.agent_id`,
};

/** Sums of tokens by something. */
export function tokensBy(
  db: SpoorDatabase,
  by: TokenKey,
  choice: Chosen,
): (TokenSums & { key: string | null })[] {
  return db
    .prepare<object, TokenSums & { key: string | null }>(
      `SELECT ${KEYS[by]} AS key, ${SUMS} ${fromSql(choice, JOINS[by])} GROUP BY 1`,
    )
    .all(parametersOf(choice));
}

/** Sums of tokens by quarter of an hour, and in each by something. */
export function tokensByQuarterAnd(
  db: SpoorDatabase,
  by: 'model' | 'project' | 'session',
  choice: Chosen,
): (TokenSums & { quarter: string; key: string | null })[] {
  return db
    .prepare<object, TokenSums & { quarter: string; key: string | null }>(
      `SELECT ${KEYS.quarter} AS quarter, ${KEYS[by]} AS key, ${SUMS}
       ${fromSql(choice, JOINS[by])} GROUP BY 1, 2`,
    )
    .all(parametersOf(choice));
}

/** Sums of all tokens. */
export function tokensOfAll(db: SpoorDatabase, choice: Chosen): TokenSums | undefined {
  return db
    .prepare<object, TokenSums>(`SELECT ${SUMS} ${fromSql(choice)}`)
    .get(parametersOf(choice));
}

/** Messages of a model whose price is not known. */
export interface UnpricedModel {
  /** Null: messages that don't say which model wrote them. */
  readonly model: string | null;
  readonly messages: number;
  readonly tokens: number;
}

/** The models whose price is not known, that of the most tokens first. */
export function unpricedModels(db: SpoorDatabase, choice: Chosen): UnpricedModel[] {
  return db
    .prepare<object, UnpricedModel>(
      `SELECT ${KEYS.model} AS model, total(u.unpriced_messages) AS messages,
         total(u.unpriced_tokens) AS tokens
       ${fromSql(choice)} AND u.unpriced_messages > 0 GROUP BY 1 ORDER BY 3 DESC, 1`,
    )
    .all(parametersOf(choice));
}

/** The time of the first message from a time on, to the quarter of an hour; null when there is none. */
export function firstMessageFrom(db: SpoorDatabase, from: string): string | null {
  const row = db
    .prepare<[string], { at: string | null }>(
      'SELECT min(quarter) AS at FROM usage_quarters WHERE quarter >= ?',
    )
    .get(from);
  return row?.at ?? null;
}

/** Sums by quarter are a tenth of the rows; where they can't tell, the messages do. */
function fromSql(choice: Chosen, join = ''): string {
  const [source, time] = choice.isOfQuarters
    ? ['usage_quarters', 'u.quarter']
    : [`(${MESSAGES})`, 'u.timestamp'];
  const range = choice.isOfQuarters
    ? `${time} >= substr(@from, 1, 16) AND ${time} < substr(@until, 1, 16)`
    : `${time} >= @from AND ${time} < @until`;
  const ofModel = choice.model === undefined ? '' : ' AND u.model = @model';
  return `FROM ${source} AS u ${join}
    WHERE ${range}${ofModel}${ofSessionSql(choice, 'u.session_id')}`;
}
