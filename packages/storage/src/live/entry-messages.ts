import { addMs, type IsoTime, type JsonValue } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A message that tells of an entry. */
export interface EntryMessage {
  readonly id: string;
  readonly timestamp: IsoTime;
  /** At most {@link MOST_TEXT} characters; null when it is kept no longer. */
  readonly content: string | null;
  /** Size of the whole text. */
  readonly contentBytes: number;
}

/** What a message asked of a tool. */
export interface AskingMessage extends Pick<EntryMessage, 'id' | 'timestamp'> {
  /** Null when it is kept no longer. */
  readonly input: JsonValue;
}

/** More of a text is not read for a screen, characters. */
const MOST_TEXT = 200_000;

const COLUMNS = `id, timestamp, substr(content, 1, ${MOST_TEXT}) AS content,
  coalesce(octet_length(content), 0) AS contentBytes`;

/** A message is written when it is whole: its calls may begin long before, or wait to begin. */
const BEFORE_MS = 600_000;
const AFTER_MS = 600_000;

interface CallPlace {
  readonly sessionId: string;
  readonly toolUseId: string;
  readonly messageId: string | null;
  readonly startedAt: IsoTime | null;
  readonly completedAt: IsoTime | null;
}

/** The message that asked for a call; null when no transcript tells. */
export function messageAsking(db: SpoorDatabase, call: CallPlace): AskingMessage | null {
  const at = call.startedAt ?? call.completedAt;
  if (at === null) return null;
  const row = db
    .prepare<object, { id: string; timestamp: IsoTime; input: string | null }>(
      `SELECT m.id, m.timestamp,
         (SELECT json(value -> '$.input') FROM json_each(m.tool_uses)
          WHERE type = 'object' AND value ->> '$.id' = @toolUseId) AS input
       FROM messages AS m
       WHERE session_id = @sessionId AND timestamp BETWEEN @from AND @to
         AND tool_uses IS NOT NULL AND instr(tool_uses, @toolUseId) > 0
       ORDER BY timestamp DESC LIMIT 1`,
    )
    .get({ ...call, from: addMs(at, -BEFORE_MS), to: addMs(at, AFTER_MS) });
  if (row === undefined) return null;
  return { ...row, input: row.input === null ? null : (JSON.parse(row.input) as JsonValue) };
}

/** The message that holds what a call gave back; null when no transcript tells. */
export function messageAnswering(db: SpoorDatabase, call: CallPlace): EntryMessage | null {
  const from = call.startedAt ?? call.completedAt;
  const to = call.completedAt ?? call.startedAt;
  if (from === null || to === null) return null;
  const row = db
    .prepare<object, EntryMessage>(
      `SELECT ${COLUMNS} FROM messages
       WHERE session_id = @sessionId AND timestamp BETWEEN @from AND @to
         AND tool_use_id = @toolUseId
       ORDER BY timestamp LIMIT 1`,
    )
    .get({ ...call, from: addMs(from, -BEFORE_MS), to: addMs(to, AFTER_MS) });
  return row ?? null;
}

/** The last answer that an agent gave in a time; null when none is recorded. */
export function lastAnswer(
  db: SpoorDatabase,
  asked: {
    readonly sessionId: string;
    /** Null: the main agent's. */
    readonly agentId: string | null;
    readonly from: IsoTime;
    readonly to: IsoTime;
  },
): EntryMessage | null {
  const row = db
    .prepare<object, EntryMessage>(
      `SELECT ${COLUMNS} FROM messages
       WHERE session_id = @sessionId AND timestamp BETWEEN @from AND @to
         AND kind = 'answer' AND agent_id IS @agentId
       ORDER BY timestamp DESC, id DESC LIMIT 1`,
    )
    .get(asked);
  return row ?? null;
}
