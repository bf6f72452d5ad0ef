import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { HOOK_EXECUTION_COLUMNS, type HookExecution } from './hook-execution.js';
import { pageBounds } from './page-bounds.js';
import { whereOf } from './where.js';

/** Which events are meant: those that fit all that is given. Times are inclusive. */
export interface HookExecutionFilter {
  readonly sessionId?: string | undefined;
  readonly hookType?: string | undefined;
  readonly toolName?: string | undefined;
  readonly status?: HookExecution['status'] | undefined;
  readonly startDate?: IsoTime | undefined;
  readonly endDate?: IsoTime | undefined;
}

/** A page of events along `seq`: the last received first, or from `afterSeq` on, upwards. */
export interface HookExecutionQuery extends HookExecutionFilter {
  /** Only events received before this one: the last of the page before. */
  readonly beforeSeq?: number | undefined;
  /** Only events received after this one; the page then goes upwards. */
  readonly afterSeq?: number | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Type and tool of an event, as the index holds them. */
const KIND = 'json_array(hook_type, tool_name)';

/** Reads a page; payloads are read only of the rows that are on it. */
export function readHookExecutions(db: SpoorDatabase, query: HookExecutionQuery): HookExecution[] {
  const { limit, offset } = pageBounds(query, 100);
  const order = query.afterSeq === undefined ? 'DESC' : 'ASC';
  const { seqs, parameters } = choose(db, query, order);
  return db
    .prepare<object, HookExecution>(
      `SELECT ${HOOK_EXECUTION_COLUMNS} FROM hook_executions WHERE seq IN (${seqs})
       ORDER BY seq ${order} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...query, ...parameters, limit, offset });
}

/** How many events there are, by type, the most first. */
export function countHookTypes(db: SpoorDatabase): { hookType: string | null; count: number }[] {
  const count = db.prepare<[string], { n: number }>(
    `SELECT count(*) AS n FROM hook_executions WHERE ${KIND} = ?`,
  );
  const counts = new Map<string | null, number>();
  for (const { key, hookType } of kindsOf(db)) {
    counts.set(hookType, (counts.get(hookType) ?? 0) + (count.get(key)?.n ?? 0));
  }
  return [...counts]
    .map(([hookType, n]) => ({ hookType, count: n }))
    .sort((a, b) => b.count - a.count || ((a.hookType ?? '') < (b.hookType ?? '') ? -1 : 1));
}

interface Kind {
  readonly key: string;
  readonly hookType: string | null;
  readonly toolName: string | null;
}

/** The pairs of type and tool that there are: one seek in the index for each. */
function kindsOf(db: SpoorDatabase): Kind[] {
  const next = db.prepare<[string], { key: string | null }>(
    `SELECT min(${KIND}) AS key FROM hook_executions WHERE ${KIND} > ?`,
  );
  const kinds: Kind[] = [];
  for (let key = next.get('')?.key ?? null; key !== null; key = next.get(key)?.key ?? null) {
    const [hookType, toolName] = JSON.parse(key) as [string | null, string | null];
    kinds.push({ key, hookType, toolName });
  }
  return kinds;
}

/** How a page's rows are found: by one index, with all other conditions tested row by row. */
function choose(
  db: SpoorDatabase,
  query: HookExecutionQuery,
  order: 'ASC' | 'DESC',
): { seqs: string; parameters: object } {
  const { sessionId, hookType, toolName, status, startDate, endDate } = query;
  const along = (index: readonly string[], by: string) =>
    `SELECT seq FROM hook_executions ${whereOf([...index, ...testsOf(query)])}
     ORDER BY ${by} ${order} LIMIT @limit + @offset`;
  const time = [
    ...(startDate === undefined ? [] : ['created_at >= @startDate']),
    ...(endDate === undefined ? [] : ['created_at <= @endDate']),
  ];
  if (sessionId !== undefined) {
    return { seqs: along(['session_id = @sessionId', ...time], '+seq'), parameters: {} };
  }
  if (status === 'error' || status === 'malformed') {
    // The first condition is the partial index's own, by which SQLite knows that it may use it.
    const failed = ["status IN ('error', 'malformed')", 'status = @status', ...time];
    return { seqs: along(failed, 'seq'), parameters: {} };
  }
  if (hookType !== undefined || toolName !== undefined) {
    const inTime = `seq IN (SELECT seq FROM hook_executions ${whereOf(time)})`;
    const ofKind = [`${KIND} = kind.value`, ...(time.length > 0 ? [inTime] : [])];
    return {
      seqs: `SELECT hit.seq FROM json_each(@kinds) AS kind
             CROSS JOIN hook_executions AS hit
             ON hit.seq IN (${along(ofKind, 'seq')})`,
      parameters: { kinds: JSON.stringify(matchingKinds(db, query)) },
    };
  }
  return { seqs: along(time, time.length > 0 ? '+seq' : 'seq'), parameters: {} };
}

function matchingKinds(db: SpoorDatabase, { hookType, toolName }: HookExecutionQuery): string[] {
  return kindsOf(db)
    .filter((kind) => hookType === undefined || kind.hookType === hookType)
    .filter((kind) => toolName === undefined || kind.toolName === toolName)
    .map(({ key }) => key);
}

/** Conditions but for the time; none chooses the index, and the place stands in every one. */
function testsOf(query: HookExecutionQuery): string[] {
  return [
    ...(query.hookType === undefined ? [] : ['+hook_type = @hookType']),
    ...(query.toolName === undefined ? [] : ['+tool_name = @toolName']),
    ...(query.status === undefined ? [] : ['+status = @status']),
    ...(query.beforeSeq === undefined ? [] : ['seq < @beforeSeq']),
    ...(query.afterSeq === undefined ? [] : ['seq > @afterSeq']),
  ];
}
