import { addMs, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Invocation } from '../stores/execution.js';
import { INVOCATION_COLUMNS, type InvocationRow, invocationOf } from '../stores/execution-rows.js';
import { readCallEntry } from './call-entry.js';
import { type CallTally, tallyCalls } from './call-tally.js';
import { type EntryEvent, eventsBetween } from './entry-events.js';
import { type EntryMessage, lastAnswer } from './entry-messages.js';

/** All that is recorded of a subagent's run. */
export interface SubagentEntry {
  readonly kind: 'subagent';
  readonly run: Invocation;
  /** Type of the agent that started it; null for the main agent. */
  readonly parent: string | null;
  /** The whole task that it was given. */
  readonly task: string | null;
  /** The last answer that it gave. */
  readonly answer: EntryMessage | null;
  /** Its calls by tool, the most first. */
  readonly calls: readonly CallTally[];
  /** What its hooks told of its beginning and end. */
  readonly events: readonly EntryEvent[];
  readonly previousId: string | null;
  readonly nextId: string | null;
}

/** Reads a subagent's run; null when there is none. */
export function readSubagentEntry(
  db: SpoorDatabase,
  sessionId: string,
  agentId: string,
): SubagentEntry | null {
  const run = readRun(db, sessionId, agentId);
  if (run === null) return null;
  const during = {
    sessionId,
    agentId: run.agentId,
    from: addMs(run.startedAt, -AROUND_MS),
    to: run.completedAt === null ? isoTime(MUCH_LATER) : addMs(run.completedAt, AROUND_MS),
  };
  return {
    kind: 'subagent',
    run,
    parent:
      run.parentAgentId === null
        ? null
        : (readRun(db, sessionId, run.parentAgentId)?.agent ?? null),
    task: taskOf(db, run),
    answer: lastAnswer(db, during),
    calls: tallyCalls(
      db,
      'session_id = @sessionId AND agent_id = @agentId AND started_at BETWEEN @from AND @to',
      during,
    ),
    events: eventsBetween(db, {
      ...during,
      hookTypes: ['SubagentStart', 'SubagentStop', 'StopFailure'],
    }),
    previousId: beside(db, run, '<'),
    nextId: beside(db, run, '>'),
  };
}

const AROUND_MS = 5_000;
const MUCH_LATER = Date.UTC(9999, 0);

function readRun(db: SpoorDatabase, sessionId: string, agentId: string): Invocation | null {
  const row = db
    .prepare<object, InvocationRow>(
      `SELECT ${INVOCATION_COLUMNS} FROM agent_invocations
       WHERE session_id = @sessionId AND agent_id = @agentId`,
    )
    .get({ sessionId, agentId });
  if (row !== undefined) return invocationOf(row);
  const other = db
    .prepare<object, InvocationRow>(
      `SELECT ${INVOCATION_COLUMNS} FROM agent_invocations
       WHERE session_id = @sessionId AND id = @agentId`,
    )
    .get({ sessionId, agentId });
  return other === undefined ? null : invocationOf(other);
}

/** What the call that started it was asked: the row holds its title alone. */
function taskOf(db: SpoorDatabase, { sessionId, toolUseId, taskFragment }: Invocation) {
  const call =
    sessionId === null || toolUseId === null ? null : readCallEntry(db, sessionId, toolUseId);
  const inputs = [
    call?.asking?.input,
    ...(call?.events ?? []).map(({ payload }) => inputOf(payload)),
  ];
  return inputs.map(promptOf).find((prompt) => prompt !== null) ?? taskFragment;
}

function inputOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'tool_input' in payload
    ? payload.tool_input
    : null;
}

function promptOf(input: unknown): string | null {
  return typeof input === 'object' &&
    input !== null &&
    'prompt' in input &&
    typeof input.prompt === 'string'
    ? input.prompt
    : null;
}

function beside(db: SpoorDatabase, run: Invocation, sign: '<' | '>'): string | null {
  const order = sign === '<' ? 'DESC' : 'ASC';
  const row = db
    .prepare<object, { id: string }>(
      `SELECT coalesce(agent_id, id) AS id FROM agent_invocations
       WHERE session_id = @sessionId AND (started_at, id) ${sign} (@startedAt, @id)
       ORDER BY started_at ${order}, id ${order} LIMIT 1`,
    )
    .get({ sessionId: run.sessionId, startedAt: run.startedAt, id: run.id });
  return row?.id ?? null;
}
