import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import type { RecordStores } from './context.js';
import { putSubagent } from './subagent.js';
import type { SubagentFacts } from './subagent-facts.js';
import { putCall } from './tool.js';
import type { ToolFacts } from './tool-facts.js';
import { putTurn } from './turn.js';
import type { TurnFacts } from './turn-facts.js';

/** What rows have that no event told of. */
const NONE = '{}';

/**
 * A session that is abandoned, or that ended by its transcript alone, takes with it what was going
 * on: nobody will hear of its open calls (`unknown`), and its open turns and subagents are over since
 * its last sign. What is told later of how they ended still counts. Changes nothing in other
 * sessions. Inside a transaction.
 */
export function giveUp(db: SpoorDatabase, stores: RecordStores, sessionId: string): void {
  const goneAt = goneSince(db, sessionId);
  if (goneAt === null) return;
  for (const { toolUseId, status, facts } of stores.toolCalls.unfinished(sessionId)) {
    if (status !== 'running' || facts === NONE) continue;
    putCall(sessionId, toolUseId, { ...(JSON.parse(facts) as ToolFacts), goneAt }, stores);
  }
  for (const { id, facts } of openTurns(db, sessionId)) {
    if (facts === NONE) continue;
    putTurn(sessionId, id, { ...(JSON.parse(facts) as TurnFacts), goneAt }, stores);
  }
  for (const { id, facts } of openSubagents(db, sessionId)) {
    if (facts === NONE) continue;
    const agentId = id.slice(sessionId.length + 1);
    putSubagent(sessionId, agentId, { ...(JSON.parse(facts) as SubagentFacts), goneAt }, stores);
  }
}

/**
 * Takes back that a session was given up, which was concluded from its transcript alone, now that
 * hooks tell of it: they know better whether it goes on. Inside a transaction.
 */
export function takeBackGivingUp(stores: RecordStores, sessionId: string): void {
  const { executions, toolCalls } = stores;
  const back = { goneAt: undefined };
  for (const { id, facts } of executions.givenUpTraces(sessionId)) {
    putTurn(sessionId, id, { ...(JSON.parse(facts) as TurnFacts), ...back }, stores);
  }
  for (const { agentId, facts } of executions.givenUpInvocations(sessionId)) {
    putSubagent(sessionId, agentId, { ...(JSON.parse(facts) as SubagentFacts), ...back }, stores);
  }
  for (const { toolUseId, facts } of toolCalls.givenUp(sessionId)) {
    putCall(sessionId, toolUseId, { ...(JSON.parse(facts) as ToolFacts), ...back }, stores);
  }
}

/** The last sign of a session that is gone; null when it is not. */
function goneSince(db: SpoorDatabase, sessionId: string): IsoTime | null {
  const row = db
    .prepare<[string], { at: IsoTime }>(
      `SELECT last_activity_at AS at FROM sessions
       WHERE id = ? AND (status = 'abandoned' OR (status = 'ended' AND origin = 'transcript'))`,
    )
    .get(sessionId);
  return row?.at ?? null;
}

function openTurns(db: SpoorDatabase, sessionId: string): { id: string; facts: string }[] {
  return db
    .prepare<[string], { id: string; facts: string }>(
      'SELECT id, facts FROM execution_traces WHERE task_id = ? AND completed_at IS NULL',
    )
    .all(sessionId);
}

function openSubagents(db: SpoorDatabase, sessionId: string): { id: string; facts: string }[] {
  return db
    .prepare<[string], { id: string; facts: string }>(
      'SELECT id, facts FROM agent_invocations WHERE session_id = ? AND outcome IS NULL',
    )
    .all(sessionId);
}
