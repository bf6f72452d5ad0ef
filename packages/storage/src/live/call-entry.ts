import type { SpoorDatabase } from '../database/spoor-database.js';
import { TOOL_CALL_COLUMNS, type ToolCall } from '../stores/tool-call-store.js';
import { type EntryEvent, eventsOfCall } from './entry-events.js';
import {
  type AskingMessage,
  type EntryMessage,
  messageAnswering,
  messageAsking,
} from './entry-messages.js';
import { type Neighbours, neighboursOf } from './entry-neighbours.js';

/** All that is recorded of a tool call. */
export interface CallEntry extends Neighbours {
  readonly kind: 'call';
  readonly call: ToolCall;
  /** Type of the subagent that made it; null for the main agent. */
  readonly agent: string | null;
  /** The subagent that it started. */
  readonly started: { readonly agentId: string; readonly agent: string | null } | null;
  /** Beginning of the prompt of its turn. */
  readonly prompt: string | null;
  /** What its hooks told, the oldest first. */
  readonly events: readonly EntryEvent[];
  readonly asking: AskingMessage | null;
  readonly answering: EntryMessage | null;
}

/** Reads a tool call; null when there is none. */
export function readCallEntry(
  db: SpoorDatabase,
  sessionId: string,
  toolUseId: string,
): CallEntry | null {
  const call = db
    .prepare<[string, string], ToolCall>(
      `SELECT ${TOOL_CALL_COLUMNS} FROM tool_calls WHERE session_id = ? AND tool_use_id = ?`,
    )
    .get(sessionId, toolUseId);
  if (call === undefined) return null;
  return {
    kind: 'call',
    call,
    agent: call.agentId === null ? null : agentType(db, sessionId, call.agentId),
    started: startedBy(db, sessionId, toolUseId),
    prompt: promptOf(db, call.traceId),
    events: eventsOfCall(db, call),
    asking: messageAsking(db, call),
    answering: messageAnswering(db, call),
    ...neighboursOf(db, call),
  };
}

function agentType(db: SpoorDatabase, sessionId: string, agentId: string): string | null {
  return (
    db
      .prepare<[string, string], { agent: string | null }>(
        'SELECT agent FROM agent_invocations WHERE session_id = ? AND agent_id = ?',
      )
      .get(sessionId, agentId)?.agent ?? null
  );
}

function startedBy(db: SpoorDatabase, sessionId: string, toolUseId: string): CallEntry['started'] {
  return (
    db
      .prepare<[string, string], { agentId: string; agent: string | null }>(
        `SELECT agent_id AS agentId, agent FROM agent_invocations
         WHERE session_id = ? AND tool_use_id = ? AND agent_id IS NOT NULL LIMIT 1`,
      )
      .get(sessionId, toolUseId) ?? null
  );
}

function promptOf(db: SpoorDatabase, traceId: string | null): string | null {
  if (traceId === null) return null;
  return (
    db
      .prepare<[string], { prompt: string | null }>(
        'SELECT substr(prompt, 1, 400) AS prompt FROM execution_traces WHERE id = ?',
      )
      .get(traceId)?.prompt ?? null
  );
}
