import type { Migration } from './migration.js';

/** The quarter of an hour that a time lies in: its first 16 characters, `2026-11-21T09:15`. */
const QUARTER = (time: string) =>
  `substr(${time}, 1, 14) || CASE WHEN substr(${time}, 15, 2) < '15' THEN '00'
    WHEN substr(${time}, 15, 2) < '30' THEN '15'
    WHEN substr(${time}, 15, 2) < '45' THEN '30' ELSE '45' END`;

const KEY = (row: string) =>
  `${QUARTER(`${row}.timestamp`)}, ${row}.session_id, ifnull(${row}.agent_id, ''), ifnull(${row}.model, '')`;

/** Billionths are whole numbers, so that what was added can be taken away again without a trace. */
const NANO = (row: string) => `CAST(round(ifnull(${row}.cost_usd, 0) * 1e9) AS INTEGER)`;

const TOKENS = (row: string) =>
  `(${row}.input_tokens + ${row}.output_tokens + ${row}.cache_read_tokens + ${row}.cache_write_tokens)`;

const AMOUNTS = (row: string) =>
  `1, ${row}.input_tokens, ${row}.output_tokens, ${row}.cache_read_tokens, ${row}.cache_write_tokens,
   ${NANO(row)}, ${row}.cost_usd IS NULL, iif(${row}.cost_usd IS NULL, ${TOKENS(row)}, 0)`;

const COLUMNS = [
  'messages',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cost_nano_usd',
  'unpriced_messages',
  'unpriced_tokens',
];

const addSql = () => `
  INSERT INTO usage_quarters VALUES (${KEY('new')}, ${AMOUNTS('new')})
  ON CONFLICT (quarter, session_id, agent_id, model) DO UPDATE SET
    ${COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')};`;

/** A row is taken away as it was added: by its key, of which no part may be reckoned anew. */
const takeSql = () => `
  UPDATE usage_quarters SET (${COLUMNS.join(', ')}) = (SELECT
    messages - 1, input_tokens - old.input_tokens, output_tokens - old.output_tokens,
    cache_read_tokens - old.cache_read_tokens, cache_write_tokens - old.cache_write_tokens,
    cost_nano_usd - ${NANO('old')}, unpriced_messages - (old.cost_usd IS NULL),
    unpriced_tokens - iif(old.cost_usd IS NULL, ${TOKENS('old')}, 0))
  WHERE (quarter, session_id, agent_id, model) = (${KEY('old')});
  DELETE FROM usage_quarters
  WHERE (quarter, session_id, agent_id, model) = (${KEY('old')}) AND messages <= 0;`;

const upSql = () => `
CREATE TABLE usage_quarters (
  quarter TEXT NOT NULL,
  session_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  model TEXT NOT NULL,
  ${COLUMNS.map((column) => `${column} INTEGER NOT NULL`).join(', ')},
  PRIMARY KEY (quarter, session_id, agent_id, model)
) WITHOUT ROWID;
INSERT INTO usage_quarters
  SELECT ${KEY('u')}, count(*), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens),
    sum(cache_write_tokens), sum(${NANO('u')}), sum(cost_usd IS NULL),
    sum(iif(cost_usd IS NULL, ${TOKENS('u')}, 0))
  FROM token_usage AS u GROUP BY 1, 2, 3, 4;
CREATE TRIGGER token_usage_added AFTER INSERT ON token_usage BEGIN ${addSql()}
END;
CREATE TRIGGER token_usage_deleted AFTER DELETE ON token_usage BEGIN ${takeSql()}
END;
CREATE TRIGGER token_usage_changed AFTER UPDATE OF session_id, agent_id, model, input_tokens,
  output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, timestamp ON token_usage
WHEN (old.session_id, old.agent_id, old.model, old.input_tokens, old.output_tokens,
    old.cache_read_tokens, old.cache_write_tokens, old.cost_usd, old.timestamp)
  IS NOT (new.session_id, new.agent_id, new.model, new.input_tokens, new.output_tokens,
    new.cache_read_tokens, new.cache_write_tokens, new.cost_usd, new.timestamp)
BEGIN ${takeSql()} ${addSql()}
END;

DROP INDEX execution_traces_by_start;
CREATE INDEX execution_traces_by_start ON execution_traces (started_at, success, duration_ms);
CREATE INDEX execution_traces_gone_wrong ON execution_traces (started_at) WHERE success = 0;
CREATE INDEX execution_traces_told ON execution_traces (task_id, facts ->> '$.fromTranscript.first')
  WHERE origin <> 'hook';
CREATE INDEX agent_invocations_gone_wrong ON agent_invocations (started_at)
  WHERE outcome IN ('failure', 'partial');
DROP INDEX tool_calls_gone_wrong;
CREATE INDEX tool_calls_gone_wrong ON tool_calls (started_at, status)
  WHERE status IN ('failure', 'denied');
DROP INDEX tool_calls_by_tool;
CREATE INDEX tool_calls_by_tool
  ON tool_calls (tool_name, started_at, status, duration_ms, result_bytes);
DROP INDEX tool_calls_of_message;
CREATE INDEX tool_calls_of_message ON tool_calls (message_id, tool_name)
  WHERE message_id IS NOT NULL;
`;

const downSql = () => `
DROP INDEX tool_calls_of_message;
CREATE INDEX tool_calls_of_message ON tool_calls (message_id) WHERE message_id IS NOT NULL;
DROP INDEX tool_calls_by_tool;
CREATE INDEX tool_calls_by_tool ON tool_calls (tool_name, started_at, status, duration_ms);
DROP INDEX tool_calls_gone_wrong;
CREATE INDEX tool_calls_gone_wrong ON tool_calls (started_at)
  WHERE status IN ('failure', 'denied');
DROP INDEX agent_invocations_gone_wrong;
DROP INDEX execution_traces_told;
DROP INDEX execution_traces_gone_wrong;
DROP INDEX execution_traces_by_start;
CREATE INDEX execution_traces_by_start ON execution_traces (started_at);

DROP TRIGGER token_usage_changed;
DROP TRIGGER token_usage_deleted;
DROP TRIGGER token_usage_added;
DROP TABLE usage_quarters;
`;

/** What figures over a long history need: tokens summed by quarter of an hour, and indexes. */
export const figures: Migration = {
  version: 5,
  description: 'figures: tokens by quarter of an hour, indexes of what went wrong',
  quick: false,
  up: (handle) => handle.exec(upSql()),
  down: (handle) => handle.exec(downSql()),
};
