import type { Handle } from '../../database/handle.js';
import { quarterSql } from '../../figures/quarter.js';

const TOKENS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'];

/** What messages add up to, as triggers of the schema reckon it one by one. */
const SUMS = `SELECT ${quarterSql('timestamp')} AS quarter, session_id,
    ifnull(agent_id, '') AS agent_id, ifnull(model, '') AS model, count(*) AS messages,
    ${TOKENS.map((column) => `sum(${column}) AS ${column}`).join(', ')},
    sum(CAST(round(ifnull(cost_usd, 0) * 1e9) AS INTEGER)) AS cost_nano_usd,
    sum(cost_usd IS NULL) AS unpriced_messages,
    sum(iif(cost_usd IS NULL, ${TOKENS.join(' + ')}, 0)) AS unpriced_tokens
  FROM token_usage GROUP BY 1, 2, 3, 4`;

const COLUMNS = `quarter, session_id, agent_id, model, messages, ${TOKENS.join(', ')},
  cost_nano_usd, unpriced_messages, unpriced_tokens`;

/** How many quarters of an hour in `usage_quarters` are not what the messages add up to. */
export function countWrongSums(handle: Handle): number {
  return Number(
    handle
      .prepare(
        `WITH sums AS MATERIALIZED (${SUMS}), wrong AS (
           SELECT quarter, session_id, agent_id, model FROM (
             SELECT ${COLUMNS} FROM usage_quarters EXCEPT SELECT ${COLUMNS} FROM sums)
           UNION
           SELECT quarter, session_id, agent_id, model FROM (
             SELECT ${COLUMNS} FROM sums EXCEPT SELECT ${COLUMNS} FROM usage_quarters))
         SELECT count(*) FROM wrong`,
      )
      .pluck()
      .get(),
  );
}

/** Makes `usage_quarters` anew from the messages, inside the caller's transaction. */
export function rebuildUsageSums(handle: Handle): void {
  handle.exec(
    `DELETE FROM usage_quarters; INSERT INTO usage_quarters (${COLUMNS}) SELECT ${COLUMNS} FROM (${SUMS})`,
  );
}
