import { addMs, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Trace } from '../stores/execution.js';
import { ExecutionRecords } from '../stores/execution-records.js';
import { ExecutionTracker } from '../stores/execution-tracker.js';
import { type CallTally, tallyCalls } from './call-tally.js';
import { type EntryEvent, eventsBetween } from './entry-events.js';
import { type EntryMessage, lastAnswer } from './entry-messages.js';

/** All that is recorded of a turn. */
export interface TurnEntry {
  readonly kind: 'turn';
  readonly turn: Trace;
  /** Its place in its session, from 1. */
  readonly number: number;
  /** What the user said in it; more than one where others came while it ran. */
  readonly prompts: readonly string[];
  /** The last answer of the main agent. */
  readonly answer: EntryMessage | null;
  /** Its calls by tool, the most first. */
  readonly calls: readonly CallTally[];
  readonly subagents: number;
  /** Prompts and ends that its hooks told. */
  readonly events: readonly EntryEvent[];
  readonly previousId: string | null;
  readonly nextId: string | null;
}

/** Reads a turn; null when there is none. */
export function readTurnEntry(db: SpoorDatabase, sessionId: string, id: string): TurnEntry | null {
  const turn = new ExecutionTracker(db).getTrace(id);
  if (turn === null || turn.taskId !== sessionId) return null;
  const previous = turnBeside(db, turn, '<');
  const next = turnBeside(db, turn, '>');
  const during = {
    sessionId,
    agentId: null,
    from: addMs(turn.startedAt, -1_000),
    to: endOf(turn, next?.startedAt ?? null),
  };
  const prompts = new ExecutionRecords(db).promptsOf(id);
  return {
    kind: 'turn',
    turn,
    number: countBefore(db, turn) + 1,
    prompts: prompts.length > 0 || turn.prompt === null ? prompts : [turn.prompt],
    answer: lastAnswer(db, during),
    calls: tallyCalls(db, 'trace_id = @id', { id }),
    subagents: countSubagents(db, id),
    events: eventsBetween(db, {
      ...during,
      hookTypes: ['UserPromptSubmit', 'Stop', 'StopFailure'],
      turnId: id,
    }),
    previousId: previous?.id ?? null,
    nextId: next?.id ?? null,
  };
}

/** The transcript's last lines come a moment after the hook that ends a turn. */
function endOf(turn: Trace, nextStart: string | null): string {
  const end = turn.completedAt === null ? null : addMs(turn.completedAt, 1_000);
  const known = [end, nextStart === null ? null : addMs(nextStart, -1)].filter((t) => t !== null);
  return known.sort()[0] ?? isoTime(MUCH_LATER);
}

const MUCH_LATER = Date.UTC(9999, 0);

function turnBeside(
  db: SpoorDatabase,
  { taskId, startedAt, id }: Trace,
  sign: '<' | '>',
): { id: string; startedAt: string } | undefined {
  const order = sign === '<' ? 'DESC' : 'ASC';
  return db
    .prepare<object, { id: string; startedAt: string }>(
      `SELECT id, started_at AS startedAt FROM execution_traces
       WHERE task_id = @taskId AND (started_at, id) ${sign} (@startedAt, @id)
       ORDER BY started_at ${order}, id ${order} LIMIT 1`,
    )
    .get({ taskId, startedAt, id });
}

function countBefore(db: SpoorDatabase, { taskId, startedAt, id }: Trace): number {
  const row = db
    .prepare<object, { n: number }>(
      `SELECT count(*) AS n FROM execution_traces
       WHERE task_id = @taskId AND (started_at, id) < (@startedAt, @id)`,
    )
    .get({ taskId, startedAt, id });
  return row?.n ?? 0;
}

function countSubagents(db: SpoorDatabase, traceId: string): number {
  const row = db
    .prepare<[string], { n: number }>(
      'SELECT count(*) AS n FROM agent_invocations WHERE trace_id = ?',
    )
    .get(traceId);
  return row?.n ?? 0;
}
