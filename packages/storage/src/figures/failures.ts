import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { type Chosen, chosen, type FigureChoice, ofSessionSql, parametersOf } from './choice.js';

/**
 * What can go wrong: a call failed, or was denied; the API gave an error; a turn failed without one;
 * a subagent failed, or was cut off by the end of its session.
 */
export type FailureKind = 'call' | 'denied' | 'api' | 'turn' | 'agent';

/** All of them. */
export const FAILURE_KINDS: readonly FailureKind[] = ['call', 'denied', 'api', 'turn', 'agent'];

/** Which failures. */
export interface FailureQuery extends Omit<FigureChoice, 'model'> {
  /** All by default. */
  readonly kinds?: readonly FailureKind[] | undefined;
  /** Only of these tools, or types of subagents; null: of those that don't say. Any by default. */
  readonly what?: readonly (string | null)[] | undefined;
  /** At most so many; 50 by default. */
  readonly limit?: number | undefined;
}

/** Something that went wrong. */
export interface Failure {
  readonly kind: FailureKind;
  /** When it began; of an API error, when it was told. */
  readonly at: IsoTime;
  readonly sessionId: string | null;
  readonly projectId: string | null;
  /** The turn that it was in. */
  readonly traceId: string | null;
  /** How the prompt of that turn begins. */
  readonly prompt: string | null;
  /** The tool, the type of the subagent, or the model. */
  readonly what: string | null;
  /** What the call or the subagent was about. */
  readonly about: string | null;
  /** How the error's text begins; null where none was told. */
  readonly cause: string | null;
}

/**
 * What went wrong, the newest first.
 * @throws StorageError `INVALID` when an end of the range is no time.
 */
export function listFailures(db: SpoorDatabase, query: FailureQuery = {}): Failure[] {
  const { kinds = FAILURE_KINDS, limit = 50, what, ...narrowed } = query;
  const choice = { ...chosen(narrowed), what };
  return kinds
    .flatMap((kind) =>
      db
        .prepare<object, Failure>(statementOf(kind, choice, kinds))
        .all({ ...parametersOf(choice), what: JSON.stringify(what ?? []), limit }),
    )
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
    .slice(0, limit);
}

/** More than a line or two of any text is of no use in a list. */
const CAUSE_LENGTH = 2_000;
const PROMPT_LENGTH = 400;

interface ChosenFailures extends Chosen {
  readonly what: FailureQuery['what'];
}

function statementOf(
  kind: FailureKind,
  choice: ChosenFailures,
  kinds: readonly FailureKind[],
): string {
  switch (kind) {
    case 'call':
      return callsSql('failure', kind, choice);
    case 'denied':
      return callsSql('denied', kind, choice);
    case 'api':
      return apiSql(choice);
    case 'turn':
      return turnsSql(choice, kinds.includes('api'));
    case 'agent':
      return agentsSql(choice);
  }
}

function callsSql(status: 'failure' | 'denied', kind: FailureKind, choice: ChosenFailures): string {
  return `SELECT '${kind}' AS kind, c.started_at AS at, c.session_id AS sessionId,
      s.project_id AS projectId, c.trace_id AS traceId,
      substr(t.prompt, 1, ${PROMPT_LENGTH}) AS prompt, c.tool_name AS what, c.summary AS about,
      substr(c.error, 1, ${CAUSE_LENGTH}) AS cause
    FROM tool_calls AS c LEFT JOIN sessions AS s ON s.id = c.session_id
      LEFT JOIN execution_traces AS t ON t.id = c.trace_id
    WHERE c.status IN ('failure', 'denied') AND c.status = '${status}'
      AND c.started_at >= @from AND c.started_at < @until
      ${ofSessionSql(choice, '+c.session_id')}${ofWhatSql(choice, '+c.tool_name')}
    ORDER BY c.started_at DESC LIMIT @limit`;
}

function ofWhatSql({ what }: ChosenFailures, column: string): string {
  return what === undefined
    ? ''
    : ` AND EXISTS (SELECT 1 FROM json_each(@what) AS one WHERE one.value IS ${column})`;
}

/** A fork's copy of a message is no second error: it counts in the session that it was copied from. */
function apiSql(choice: Chosen): string {
  return `SELECT 'api' AS kind, m.timestamp AS at, m.session_id AS sessionId,
      s.project_id AS projectId, t.id AS traceId,
      substr(t.prompt, 1, ${PROMPT_LENGTH}) AS prompt, m.model AS what, NULL AS about,
      substr(m.content, 1, ${CAUSE_LENGTH}) AS cause
    FROM messages AS m LEFT JOIN sessions AS s ON s.id = m.session_id
      LEFT JOIN execution_traces AS t ON t.rowid = (
        SELECT latest.rowid FROM execution_traces AS latest
        WHERE latest.task_id = m.session_id AND latest.started_at <= m.timestamp
        ORDER BY latest.started_at DESC LIMIT 1)
    WHERE m.kind = 'error' AND m.timestamp >= @from AND m.timestamp < @until
      ${ofSessionSql(choice, '+m.session_id')}
      AND NOT EXISTS (
        SELECT 1 FROM messages AS original
        WHERE original.session_id = s.forked_from AND original.id = m.id)
    ORDER BY m.timestamp DESC LIMIT @limit`;
}

const ERRORS_IN_TURN = `FROM messages AS m
  WHERE m.session_id = t.task_id AND m.kind = 'error' AND m.timestamp >= t.started_at
    AND m.timestamp <= coalesce(t.completed_at, '~')`;

/** A turn that failed of an API error is told by that. */
function turnsSql({ projectId, sessionId }: Chosen, withoutApiErrors: boolean): string {
  const conditions = [
    't.success = 0 AND t.started_at >= @from AND t.started_at < @until',
    ...(sessionId === undefined ? [] : ['+t.task_id = @sessionId']),
    ...(projectId === undefined ? [] : ['coalesce(s.project_id, t.project_id) = @projectId']),
    ...(withoutApiErrors ? [`NOT EXISTS (SELECT 1 ${ERRORS_IN_TURN})`] : []),
  ];
  return `SELECT 'turn' AS kind, t.started_at AS at, t.task_id AS sessionId,
      coalesce(s.project_id, t.project_id) AS projectId, t.id AS traceId,
      substr(t.prompt, 1, ${PROMPT_LENGTH}) AS prompt, NULL AS what, NULL AS about,
      (SELECT substr(m.content, 1, ${CAUSE_LENGTH}) ${ERRORS_IN_TURN}
       ORDER BY m.timestamp DESC LIMIT 1) AS cause
    FROM execution_traces AS t LEFT JOIN sessions AS s ON s.id = t.task_id
    WHERE ${conditions.join(' AND ')} ORDER BY t.started_at DESC LIMIT @limit`;
}

function agentsSql(choice: ChosenFailures): string {
  return `SELECT 'agent' AS kind, i.started_at AS at, i.session_id AS sessionId,
      s.project_id AS projectId, i.trace_id AS traceId,
      substr(t.prompt, 1, ${PROMPT_LENGTH}) AS prompt, i.agent AS what, i.task_fragment AS about,
      substr(coalesce(i.error, iif(i.outcome = 'partial', 'cut off: it never ended', NULL)),
        1, ${CAUSE_LENGTH}) AS cause
    FROM agent_invocations AS i LEFT JOIN sessions AS s ON s.id = i.session_id
      LEFT JOIN execution_traces AS t ON t.id = i.trace_id
    WHERE i.outcome IN ('failure', 'partial') AND i.started_at >= @from AND i.started_at < @until
      ${ofSessionSql(choice, '+i.session_id')}${ofWhatSql(choice, '+i.agent')}
    ORDER BY i.started_at DESC LIMIT @limit`;
}

/** Failures that are the same but for time and place. */
export interface FailureGroup {
  readonly newest: Failure;
  readonly times: number;
  /** When the first of them was. */
  readonly firstAt: IsoTime;
}

/** Puts equal failures together, each group where its newest stands; those of a project by themselves. */
export function groupFailures(
  failures: readonly Failure[],
  { acrossProjects = false } = {},
): FailureGroup[] {
  const groups = Map.groupBy(failures, ({ kind, what, cause, projectId }) =>
    JSON.stringify([kind, what, acrossProjects ? null : projectId, lineOf(cause)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [newest] = group;
    const first = group.at(-1);
    if (newest === undefined || first === undefined) return [];
    return [{ newest, times: group.length, firstAt: first.at }];
  });
}

function lineOf(cause: string | null): string | null {
  return cause?.trim().split('\n', 1)[0] ?? null;
}
