import type { SpoorDatabase } from '../database/spoor-database.js';
import { FOUND_KINDS, type FoundKind, type TextFilter } from './search.js';
import type { TextIndex } from './text-index.js';
import type { TextQuery } from './text-query.js';

/** A search as it is carried out. */
export interface Wanted {
  readonly query: TextQuery;
  readonly filter: TextFilter;
  readonly kinds: ReadonlySet<FoundKind>;
  /** Rows of each index that are weighed against each other. */
  readonly most: number;
  readonly isOver: () => boolean;
}

/** The kinds that a filter lets through. */
export function kindsOf({ kinds, toolName }: TextFilter): Set<FoundKind> {
  const wanted = new Set(kinds ?? FOUND_KINDS);
  if (toolName === undefined) return wanted;
  // A tool has calls only.
  return new Set([...wanted].filter((kind) => kind === 'command' || kind === 'error'));
}

/** Conditions on rows `t` of messages or calls with their session `s`, and their parameters. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly parameters: Readonly<Record<string, string | number | undefined>>;
}

/** When a row was: what a call has depends on what was told of it. */
export const TIME_OF = {
  messages: 't.timestamp',
  tool_calls: 'coalesce(t.started_at, t.completed_at)',
} as const;

/** The conditions of a search, but for its words. */
export function conditionsOf({ table, holds, columns }: TextIndex, wanted: Wanted): Conditions {
  const { filter, kinds, query } = wanted;
  const text = columnsOf(columns, kinds)
    .map((column) => `coalesce(t.${column}, '')`)
    .join(" || ' ' || ");
  const parts = query.parts.map((part, index) => [`part${index}`, part] as const);
  return {
    sql: [
      holds,
      ...(table === 'messages' ? ['t.kind IN (SELECT value FROM json_each(@kinds))'] : []),
      ...(filter.sessionId === undefined ? [] : ['t.session_id = @sessionId']),
      ...(filter.projectId === undefined ? [] : ['s.project_id = @projectId']),
      ...(filter.toolName === undefined ? [] : ['t.tool_name = @toolName COLLATE NOCASE']),
      ...agentConditions(filter),
      ...(filter.since === undefined ? [] : [`${TIME_OF[table]} >= @since`]),
      ...(filter.until === undefined ? [] : [`${TIME_OF[table]} <= @until`]),
      ...parts.map(([name]) => `instr(${text}, @${name})`),
    ],
    parameters: {
      ...(table === 'messages' ? { kinds: JSON.stringify([...kinds]) } : {}),
      sessionId: filter.sessionId,
      projectId: filter.projectId,
      toolName: filter.toolName,
      agent: filter.agent,
      since: filter.since,
      until: filter.until,
      ...Object.fromEntries(parts),
    },
  };
}

/** Of a call, what it was about and what went wrong can be asked for alone. */
function columnsOf(columns: readonly string[], kinds: ReadonlySet<FoundKind>): readonly string[] {
  if (columns.length === 1) return columns;
  return columns.filter((column) => kinds.has(column === 'error' ? 'error' : 'command'));
}

function agentConditions({ agent }: TextFilter): string[] {
  if (agent === undefined) return [];
  if (agent === 'main') return ['t.agent_id IS NULL'];
  return [
    `EXISTS (SELECT 1 FROM agent_invocations AS a WHERE a.session_id = t.session_id
       AND a.agent_id = t.agent_id AND a.agent = @agent)`,
  ];
}

/** The numbers between which the rows of interest lie; null when there are none. */
export function boundsOf(
  db: SpoorDatabase,
  { table }: TextIndex,
  { sessionId }: TextFilter,
): { low: number; high: number } | null {
  const where = sessionId === undefined ? '' : 'WHERE session_id = @sessionId';
  const row = db
    .prepare<object, { low: number | null; high: number | null }>(
      // One each: SQLite goes to the end of an index for a single `min` or `max` only.
      `SELECT (SELECT min(seq) FROM ${table} ${where}) AS low,
         (SELECT max(seq) FROM ${table} ${where}) AS high`,
    )
    .get({ sessionId });
  if (row === undefined || row.low === null || row.high === null) return null;
  return { low: row.low, high: row.high };
}
