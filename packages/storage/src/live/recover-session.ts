import type { IsoTime, JsonObject } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Counter } from '../stores/counter-store.js';
import type { Invocation, Trace } from '../stores/execution.js';
import { ExecutionTracker } from '../stores/execution-tracker.js';
import type { Message } from '../stores/message.js';
import { MessageStore } from '../stores/message-store.js';
import type { Session } from '../stores/session.js';
import { SessionStore } from '../stores/session-store.js';
import { type ToolCall, ToolCallStore } from '../stores/tool-call-store.js';

/** Where a session's workflow stood. */
export interface RecoveredWorkflow {
  readonly state: string;
  readonly context: JsonObject;
  readonly transitions: readonly {
    readonly fromState: string | null;
    readonly toState: string;
    readonly trigger: string | null;
    readonly timestamp: IsoTime;
  }[];
  readonly checkpoints: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly state: string | null;
    readonly data: JsonObject;
    readonly createdAt: IsoTime;
  }[];
}

/** Tokens and cost of a session by model; what is not known of the cost is not in it. */
export interface RecoveredUsage {
  readonly model: string | null;
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd: number | null;
}

/** Everything that is needed to show a session again. */
export interface RecoveredSession {
  readonly session: Session;
  readonly turns: readonly Trace[];
  readonly toolCalls: readonly ToolCall[];
  readonly subagents: readonly Invocation[];
  /** The oldest first; the newest `messageLimit` of them. */
  readonly messages: readonly Message[];
  readonly workflow: RecoveredWorkflow | null;
  readonly counters: readonly Counter[];
  readonly usage: readonly RecoveredUsage[];
}

/** Reads a session with all that belongs to it, at one moment; null when there is none. */
export function recoverSession(
  db: SpoorDatabase,
  sessionId: string,
  { messageLimit = 10_000 }: { messageLimit?: number } = {},
): RecoveredSession | null {
  const read = db.getDb().transaction(() => {
    const session = new SessionStore(db).get(sessionId);
    if (session === null) return null;
    const tracker = new ExecutionTracker(db);
    return {
      session,
      turns: tracker.tracesOf(sessionId),
      toolCalls: new ToolCallStore(db).ofSession(sessionId),
      subagents: tracker.invocationsOf(sessionId),
      messages: new MessageStore(db).list(sessionId, { before: LAST, limit: messageLimit }),
      workflow: readWorkflow(db, sessionId),
      counters: readCounters(db, sessionId),
      usage: readUsage(db, sessionId),
    };
  });
  return read();
}

/** Stands behind every message. */
const LAST = { timestamp: '~', id: '' };

function readWorkflow(db: SpoorDatabase, taskId: string): RecoveredWorkflow | null {
  const row = db
    .prepare<[string], { state: string; context: string }>(
      'SELECT state, context FROM workflow_states WHERE task_id = ?',
    )
    .get(taskId);
  if (row === undefined) return null;
  const transitions = db
    .prepare<[string], RecoveredWorkflow['transitions'][number]>(
      `SELECT from_state AS fromState, to_state AS toState, trigger, timestamp
       FROM state_transitions WHERE task_id = ? ORDER BY timestamp, id`,
    )
    .all(taskId);
  const checkpoints = db
    .prepare<[string], Omit<RecoveredWorkflow['checkpoints'][number], 'data'> & { data: string }>(
      `SELECT id, name, state, data, created_at AS createdAt FROM checkpoints
       WHERE task_id = ? ORDER BY created_at, id`,
    )
    .all(taskId);
  return {
    state: row.state,
    context: JSON.parse(row.context) as JsonObject,
    transitions,
    checkpoints: checkpoints.map(({ data, ...checkpoint }) => ({
      ...checkpoint,
      data: JSON.parse(data) as JsonObject,
    })),
  };
}

function readCounters(db: SpoorDatabase, scope: string): Counter[] {
  return db
    .prepare<[string], Counter>(
      `SELECT scope, name, value, updated_at AS updatedAt FROM counters
       WHERE scope = ? ORDER BY name`,
    )
    .all(scope);
}

function readUsage(db: SpoorDatabase, sessionId: string): RecoveredUsage[] {
  return db
    .prepare<[string], RecoveredUsage>(
      `SELECT model, count(*) AS messages, sum(input_tokens) AS inputTokens,
         sum(output_tokens) AS outputTokens, sum(cache_read_tokens) AS cacheReadTokens,
         sum(cache_write_tokens) AS cacheWriteTokens, sum(cost_usd) AS costUsd
       FROM token_usage WHERE session_id = ? GROUP BY model ORDER BY model`,
    )
    .all(sessionId);
}
