import { addMs, type IsoTime, type JsonValue } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { HookExecution } from '../stores/hook-execution.js';

/** A hook event that tells of an entry, its payload parsed. */
export interface EntryEvent
  extends Pick<
    HookExecution,
    'seq' | 'id' | 'hookType' | 'status' | 'durationMs' | 'errorMessage' | 'createdAt'
  > {
  /** Null when it is kept no longer, or larger than is read. */
  readonly payload: JsonValue;
  /** Size of the payload as it is kept; 0 when it isn't any more. */
  readonly payloadBytes: number;
}

/** Larger payloads aren't read for a screen. */
const MOST_PAYLOAD_BYTES = 1_000_000;

/** Events are told by hooks of their own: they come before and after what the row says. */
const AROUND_MS = 60_000;

/** The events of a call: no index holds its id, so they are looked for around its start and its end. */
export function eventsOfCall(
  db: SpoorDatabase,
  call: {
    readonly sessionId: string;
    readonly toolUseId: string;
    readonly startedAt: IsoTime | null;
    readonly completedAt: IsoTime | null;
  },
): EntryEvent[] {
  const places = [call.startedAt, call.completedAt].filter((time) => time !== null);
  const found = places.flatMap((time) =>
    db
      .prepare<object, EventRow>(
        `SELECT ${COLUMNS} FROM hook_executions
         WHERE session_id = @sessionId AND created_at BETWEEN @from AND @to
           AND +tool_use_id = @toolUseId
         ORDER BY created_at, id LIMIT 50`,
      )
      .all({ ...call, from: addMs(time, -AROUND_MS), to: addMs(time, AROUND_MS) }),
  );
  return [...new Map(found.map((row) => [row.seq, row])).values()]
    .sort((a, b) =>
      a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.seq - b.seq,
    )
    .map(eventOf);
}

/** The events of certain types that a session sent in a time, the oldest first. */
export function eventsBetween(
  db: SpoorDatabase,
  asked: {
    readonly sessionId: string;
    /** Null: the main agent's. */
    readonly agentId: string | null;
    readonly hookTypes: readonly string[];
    /** Only of this turn, as far as they tell: its id holds its prompt's. */
    readonly turnId?: string | undefined;
    readonly from: IsoTime;
    readonly to: IsoTime;
  },
): EntryEvent[] {
  return db
    .prepare<object, EventRow>(
      `SELECT ${COLUMNS} FROM hook_executions
       WHERE session_id = @sessionId AND created_at BETWEEN @from AND @to
         AND +hook_type IN (SELECT value FROM json_each(@types)) AND +agent_id IS @agentId
         ${asked.turnId === undefined ? '' : 'AND (prompt_id IS NULL OR instr(@turnId, prompt_id) > 0)'}
       ORDER BY created_at, id LIMIT 20`,
    )
    .all({ ...asked, types: JSON.stringify(asked.hookTypes) })
    .map(eventOf);
}

type EventRow = Omit<EntryEvent, 'payload'> & { readonly payload: string | null };

const COLUMNS = `seq, id, hook_type AS hookType, status, duration_ms AS durationMs,
  error_message AS errorMessage, created_at AS createdAt,
  coalesce(octet_length(payload_json), 0) AS payloadBytes,
  iif(octet_length(payload_json) <= ${MOST_PAYLOAD_BYTES}, payload_json, NULL) AS payload`;

function eventOf(row: EventRow): EntryEvent {
  return { ...row, payload: row.payload === null ? null : (JSON.parse(row.payload) as JsonValue) };
}
