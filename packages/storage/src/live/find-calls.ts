import type { SpoorDatabase } from '../database/spoor-database.js';
import { boundsOf } from '../figures/range.js';
import { toolsOfGroup } from '../figures/tool-group.js';
import { toolNames } from '../stores/metrics/tool-calls.js';
import type { CallListQuery } from './call-list.js';

/** Where a call stands among all, the newest first. */
export interface CallCursor {
  readonly startedAt: string;
  readonly seq: number;
}

type Find = CallListQuery & { readonly limit: number };

/** The places of the calls of a page, each found along the index that leads to the fewest rows. */
export function findCalls(db: SpoorDatabase, query: Find): CallCursor[] {
  const { agent, sessionId, projectId, failedOnly, group } = query;
  const isOfSessions = sessionId !== undefined || projectId !== undefined;
  const isOfSubagent = agent !== undefined && agent !== 'main';
  if (isOfSessions || isOfSubagent) return alongSessions(db, query);
  if (failedOnly === true && group === undefined) return amongFailed(db, query);
  return alongTools(db, query);
}

/** The pages of each tool lie in order in their index; the newest of all of them are the page. */
function alongTools(db: SpoorDatabase, query: Find): CallCursor[] {
  const { group, limit } = query;
  const tools = group === undefined ? toolNames(db) : toolsOfGroup(db, group);
  const page = db.prepare<object, CallCursor>(
    `SELECT c.started_at AS startedAt, c.seq FROM tool_calls AS c
     WHERE c.tool_name IS @tool AND ${conditionsOf(query)} ${NEWEST_FIRST}`,
  );
  const parameters = parametersOf(db, query);
  return tools
    .flatMap((tool) => page.all({ ...parameters, tool }))
    .sort((a, b) => (a.startedAt === b.startedAt ? b.seq - a.seq : order(b, a)))
    .slice(0, limit);
}

function order(a: CallCursor, b: CallCursor): number {
  return a.startedAt < b.startedAt ? -1 : 1;
}

function amongFailed(db: SpoorDatabase, query: Find): CallCursor[] {
  return db
    .prepare<object, CallCursor>(
      `SELECT c.started_at AS startedAt, c.seq FROM tool_calls AS c
       WHERE ${conditionsOf(query)} ${NEWEST_FIRST}`,
    )
    .all(parametersOf(db, query));
}

function alongSessions(db: SpoorDatabase, query: Find): CallCursor[] {
  const ofTools =
    query.group === undefined
      ? ''
      : 'AND EXISTS (SELECT 1 FROM json_each(@tools) AS tool WHERE tool.value IS c.tool_name)';
  return db
    .prepare<object, CallCursor>(
      `SELECT c.started_at AS startedAt, c.seq FROM ${sourceOf(query)}
       WHERE ${conditionsOf(query)} ${ofTools} ${NEWEST_FIRST}`,
    )
    .all(parametersOf(db, query));
}

function sourceOf({ agent, sessionId, projectId }: Find): string {
  const isOfSubagent = agent !== undefined && agent !== 'main';
  const ofSession = sessionId === undefined ? '' : ' AND i.session_id = @sessionId';
  const ofProject =
    projectId === undefined
      ? ''
      : ' AND i.session_id IN (SELECT id FROM sessions WHERE project_id = @projectId)';
  if (isOfSubagent) {
    return `(SELECT i.session_id, i.agent_id FROM agent_invocations AS i
        WHERE i.agent IS @agent AND i.agent_id IS NOT NULL${ofSession}${ofProject}) AS run
      CROSS JOIN tool_calls AS c ON c.session_id = run.session_id AND c.agent_id = run.agent_id`;
  }
  if (sessionId !== undefined) {
    return `(SELECT @sessionId AS id ${projectId === undefined ? '' : 'WHERE @sessionId IN (SELECT id FROM sessions WHERE project_id = @projectId)'}) AS session
      CROSS JOIN tool_calls AS c ON c.session_id = session.id`;
  }
  return `(SELECT id FROM sessions WHERE project_id = @projectId) AS session
    CROSS JOIN tool_calls AS c ON c.session_id = session.id`;
}

const NEWEST_FIRST = 'ORDER BY c.started_at DESC, c.seq DESC LIMIT @limit';

function conditionsOf({ agent, model, failedOnly, before }: Find): string {
  return [
    'c.started_at >= @from AND c.started_at < @until',
    ...(before === undefined
      ? []
      : ['c.started_at <= @beforeTime AND (c.started_at < @beforeTime OR c.seq < @beforeSeq)']),
    ...(failedOnly === true ? ["c.status IN ('failure', 'denied')"] : []),
    ...(agent === 'main' ? ['c.agent_id IS NULL'] : []),
    ...(model === undefined
      ? []
      : [
          `EXISTS (SELECT 1 FROM token_usage AS m
            WHERE m.message_id = c.message_id AND m.model = @model)`,
        ]),
  ].join(' AND ');
}

function parametersOf(db: SpoorDatabase, query: Find): object {
  const { group, agent, sessionId, projectId, model, before, limit } = query;
  return {
    ...boundsOf(query),
    tools: JSON.stringify(group === undefined ? [] : toolsOfGroup(db, group)),
    agent,
    sessionId,
    projectId,
    model,
    beforeTime: before?.startedAt,
    beforeSeq: before?.seq,
    limit,
  };
}
