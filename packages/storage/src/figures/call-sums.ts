import type { SpoorDatabase } from '../database/spoor-database.js';
import { toolNames } from '../stores/metrics/tool-calls.js';
import { type Chosen, ofSessionSql, parametersOf } from './choice.js';
import { quarterSql } from './quarter.js';
import { isEverything } from './range.js';
import type { CallSums } from './usage.js';

/** What calls are counted by. */
export type CallKey = 'quarter' | 'project' | 'session' | 'model' | 'agent';

type KeyedCalls = CallSums & { readonly key: string | null };

const KEYS: Readonly<Record<CallKey, string>> = {
  quarter: quarterSql('c.started_at'),
  project: 's.project_id',
  session: 'c.session_id',
  model: 'u.model',
  agent: "iif(c.agent_id IS NULL, 'main', a.agent)",
};

const JOINS: Readonly<Partial<Record<CallKey, string>>> = {
  project: 'LEFT JOIN sessions AS s ON s.id = c.session_id',
  model: 'LEFT JOIN token_usage AS u ON u.message_id = c.message_id',
  agent: `LEFT JOIN agent_invocations AS a
    ON a.session_id = c.session_id AND a.agent_id = c.agent_id`,
};

/** Calls by something. A model has those that its messages asked for. */
export function callsBy(db: SpoorDatabase, by: CallKey, choice: Chosen): KeyedCalls[] {
  const ofModel =
    choice.model === undefined
      ? ''
      : ` AND EXISTS (SELECT 1 FROM token_usage AS m
          WHERE m.message_id = c.message_id AND m.model = @model)`;
  const isOfSessions = choice.sessionId !== undefined || choice.projectId !== undefined;
  // A part of the history is found tool by tool; the whole is quicker read as it lies there.
  const [source, ofTool] =
    isOfSessions || isEverything(choice)
      ? ['tool_calls AS c', '']
      : ['json_each(@tools) AS tool CROSS JOIN tool_calls AS c', 'c.tool_name IS tool.value AND'];
  return db
    .prepare<object, KeyedCalls>(
      `SELECT ${KEYS[by]} AS key, count(*) AS calls, total(c.status = 'failure') AS failures,
         total(c.status = 'denied') AS denied
       FROM ${source} ${JOINS[by] ?? ''}
       WHERE ${ofTool} c.started_at >= @from AND c.started_at < @until
         ${ofModel}${ofSessionSql(choice, 'c.session_id')}
       GROUP BY 1`,
    )
    .all({ ...parametersOf(choice), tools: JSON.stringify(toolNames(db)) });
}

/** All calls between two times: tool by tool along their index, without a look at the rows. */
export function callsBetween(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  { from, until }: Pick<Chosen, 'from' | 'until'>,
): CallSums {
  const counted = db
    .prepare<object, { calls: number }>(
      `SELECT total((SELECT count(*) FROM tool_calls
         WHERE tool_name IS tool.value AND started_at >= @from AND started_at < @until)) AS calls
       FROM json_each(@tools) AS tool`,
    )
    .get({ tools: JSON.stringify(tools), from, until });
  const wrong = db
    .prepare<[string, string], { failures: number; denied: number }>(
      `SELECT total(status = 'failure') AS failures, total(status = 'denied') AS denied
       FROM tool_calls
       WHERE status IN ('failure', 'denied') AND started_at >= ? AND started_at < ?`,
    )
    .get(from, until);
  return { calls: counted?.calls ?? 0, failures: wrong?.failures ?? 0, denied: wrong?.denied ?? 0 };
}

/** When the first call of any tool from a time on started; null when there is none. */
export function firstCallOf(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  from: string,
): string | null {
  const row = db
    .prepare<object, { at: string | null }>(
      `SELECT min((SELECT min(started_at) FROM tool_calls
         WHERE tool_name IS tool.value AND started_at >= @from)) AS at
       FROM json_each(@tools) AS tool`,
    )
    .get({ tools: JSON.stringify(tools), from });
  return row?.at ?? null;
}
