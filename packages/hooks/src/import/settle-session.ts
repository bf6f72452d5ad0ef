import { reconnectWorkflow, type SpoorDatabase } from '@spoor/storage';
import { putCheckpoint } from '../record/compaction.js';
import type { RecordStores } from '../record/context.js';
import { putSubagent } from '../record/subagent.js';
import type { SubagentFacts } from '../record/subagent-facts.js';
import { putCall } from '../record/tool.js';
import type { ToolFacts } from '../record/tool-facts.js';
import { type TurnFacts, turnRecord } from '../record/turn-facts.js';

/** What rows have that no event told of. */
const NONE = '{}';

/**
 * Draws up again the rows of a session that depend on others of its rows: what was broken off by
 * what, the texts of turns, checkpoints, and the order of transitions. Changes nothing in a session
 * whose events were recorded one by one. Inside a transaction.
 */
export function settleSession(db: SpoorDatabase, stores: RecordStores, sessionId: string): void {
  for (const call of stores.toolCalls.unfinished(sessionId)) {
    if (call.facts !== NONE) {
      putCall(sessionId, call.toolUseId, JSON.parse(call.facts) as ToolFacts, stores);
    }
  }
  for (const { id, facts } of stores.executions.openInvocations(sessionId)) {
    if (facts === NONE) continue;
    const agentId = id.slice(sessionId.length + 1);
    putSubagent(sessionId, agentId, JSON.parse(facts) as SubagentFacts, stores);
  }
  for (const id of turnsOf(db, sessionId)) settleTurn(stores, sessionId, id);
  for (const { id, createdAt } of compactionsOf(db, sessionId)) {
    putCheckpoint(sessionId, id, createdAt, stores);
  }
  reconnectWorkflow(db, sessionId);
}

function turnsOf(db: SpoorDatabase, sessionId: string): string[] {
  return db
    .prepare<[string], { id: string }>('SELECT id FROM execution_traces WHERE task_id = ?')
    .all(sessionId)
    .map(({ id }) => id);
}

function settleTurn({ executions }: RecordStores, sessionId: string, id: string): void {
  const facts = executions.traceFacts(id);
  const prompts = executions.promptsOf(id);
  if (facts === null || facts === NONE || prompts.length === 0) return;
  executions.putTrace(turnRecord(sessionId, id, JSON.parse(facts) as TurnFacts, prompts));
}

/** Checkpoints that the recorder made. */
function compactionsOf(db: SpoorDatabase, sessionId: string): { id: string; createdAt: string }[] {
  return db
    .prepare<[string], { id: string; createdAt: string }>(
      `SELECT c.id, c.created_at AS createdAt FROM checkpoints AS c
       JOIN hook_executions AS h ON h.id = c.id
       WHERE c.task_id = ? AND h.hook_type = 'PreCompact'`,
    )
    .all(sessionId);
}
