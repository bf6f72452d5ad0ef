import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import { putCheckpoint, readCheckpointPrefix } from './compaction.js';
import type { RecordStores } from './context.js';
import { type SessionFacts, sessionRecord } from './session-facts.js';
import { spanTold } from './session-telling.js';
import { putSubagent } from './subagent.js';
import type { SubagentFacts } from './subagent-facts.js';
import { putCall } from './tool.js';
import type { ToolFacts } from './tool-facts.js';
import { putTurn } from './turn.js';
import type { TurnFacts } from './turn-facts.js';

const EVER: readonly [IsoTime, IsoTime] = [
  '0000-01-01T00:00:00.000Z' as IsoTime,
  '9999-12-31T23:59:59.999Z' as IsoTime,
];

/**
 * Takes back what a session's transcripts tell of turns, calls, subagents and tokens, so that they
 * can be read again from their beginning. What hooks told stays, and so do messages. Inside a
 * transaction.
 */
export function withdrawTranscript(
  db: SpoorDatabase,
  stores: RecordStores,
  sessionId: string,
): void {
  db.prepare<object>(
    `DELETE FROM turn_prompts
     WHERE trace_id IN (SELECT id FROM execution_traces WHERE task_id = @sessionId)
       AND event_id IN (SELECT id FROM messages WHERE session_id = @sessionId)`,
  ).run({ sessionId });
  for (const { table, column } of TABLES) {
    db.prepare<[string]>(`DELETE FROM ${table} WHERE ${column} = ? AND origin = 'transcript'`).run(
      sessionId,
    );
  }
  db.prepare<[string]>('DELETE FROM token_usage WHERE session_id = ?').run(sessionId);
  db.prepare<[string]>('UPDATE execution_traces SET token_usage = NULL WHERE task_id = ?').run(
    sessionId,
  );
  db.prepare<[string]>('UPDATE agent_invocations SET token_usage = NULL WHERE session_id = ?').run(
    sessionId,
  );
  for (const { id, facts } of toldByBoth(db, TURNS, sessionId)) {
    putTurn(sessionId, id, hooksPart<TurnFacts>(facts), stores);
  }
  for (const { id, facts } of toldByBoth(db, SUBAGENTS, sessionId)) {
    putSubagent(sessionId, id, hooksPart<SubagentFacts>(facts), stores);
  }
  for (const { id, facts } of toldByBoth(db, CALLS, sessionId)) {
    putCall(sessionId, id, hooksPart<ToolFacts>(facts), stores);
  }
  stores.workflows.dropCheckpoints(sessionId, readCheckpointPrefix(sessionId), ...EVER);
  for (const { id, createdAt } of stores.workflows.checkpointsAfter(sessionId, EVER[0])) {
    putCheckpoint(sessionId, id, createdAt, stores);
  }
  putUnread(stores, sessionId);
}

interface Table {
  readonly table: string;
  readonly column: string;
  readonly key: string;
}

const TURNS: Table = { table: 'execution_traces', column: 'task_id', key: 'id' };
const SUBAGENTS: Table = { table: 'agent_invocations', column: 'session_id', key: 'agent_id' };
const CALLS: Table = { table: 'tool_calls', column: 'session_id', key: 'tool_use_id' };
const TABLES = [TURNS, SUBAGENTS, CALLS];

function toldByBoth(
  db: SpoorDatabase,
  { table, column, key }: Table,
  sessionId: string,
): { id: string; facts: string }[] {
  return db
    .prepare<[string], { id: string; facts: string }>(
      `SELECT ${key} AS id, facts FROM ${table} WHERE ${column} = ? AND origin = 'both'`,
    )
    .all(sessionId);
}

function hooksPart<T extends { readonly fromTranscript?: unknown }>(facts: string): T {
  return { ...(JSON.parse(facts) as T), fromTranscript: undefined };
}

/** The session's row, as if none of its lines had been read; it keeps its time until they are. */
function putUnread(stores: RecordStores, sessionId: string): void {
  const facts = JSON.parse(stores.sessions.facts(sessionId) ?? '{}') as SessionFacts;
  const { fromTranscript: told } = facts;
  if (told === undefined) return;
  const { own: _own, copied: _copied, ownFrom: _from, ...rest } = told;
  const { fork: _fork, lastMessage: _message, lastCount: _count, ...kept } = rest;
  const fromTranscript = { ...kept, undated: spanTold(told)?.first };
  stores.sessions.put(sessionRecord(sessionId, { ...facts, fromTranscript }));
}
