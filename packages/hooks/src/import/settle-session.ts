import { reconnectWorkflow, type SpoorDatabase } from '@spoor/storage';
import {
  dropDoubledCheckpoints,
  putCheckpoint,
  readCheckpointPrefix,
} from '../record/compaction.js';
import type { RecordStores } from '../record/context.js';
import { putSubagent } from '../record/subagent.js';
import type { SubagentFacts } from '../record/subagent-facts.js';
import { putCall } from '../record/tool.js';
import type { ToolFacts } from '../record/tool-facts.js';
import { putTurn } from '../record/turn.js';
import type { TurnFacts } from '../record/turn-facts.js';

/** What rows have that no event told of. */
const NONE = '{}';

/**
 * Draws up again the rows of a session that depend on others of its rows: what was broken off by
 * what, the texts of turns, checkpoints, and the order of transitions. Changes nothing in a session
 * whose events were recorded one by one. Inside a transaction.
 */
export function settleSession(db: SpoorDatabase, stores: RecordStores, sessionId: string): void {
  for (const id of turnsOf(db, sessionId)) settleTurn(stores, sessionId, id);
  for (const { id, facts } of stores.executions.openInvocations(sessionId)) {
    if (facts === NONE) continue;
    const agentId = id.slice(sessionId.length + 1);
    putSubagent(sessionId, agentId, JSON.parse(facts) as SubagentFacts, stores);
  }
  for (const call of stores.toolCalls.unfinished(sessionId)) {
    if (call.facts !== NONE) {
      putCall(sessionId, call.toolUseId, JSON.parse(call.facts) as ToolFacts, stores);
    }
  }
  for (const { createdAt, isTold } of compactionsOf(db, sessionId)) {
    if (isTold === 1) dropDoubledCheckpoints(sessionId, createdAt, stores);
  }
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

function settleTurn(stores: RecordStores, sessionId: string, id: string): void {
  const known = stores.executions.traceFacts(id);
  if (known === null || known === NONE) return;
  const facts = JSON.parse(known) as TurnFacts;
  const hasPrompts = stores.executions.promptsOf(id).length > 0;
  if (hasPrompts || facts.fromTranscript !== undefined) putTurn(sessionId, id, facts, stores);
}

interface Compaction {
  readonly id: string;
  readonly createdAt: string;
  /** 1 when a hook told of it. */
  readonly isTold: 0 | 1;
}

/** Checkpoints that the recorder made. */
function compactionsOf(db: SpoorDatabase, sessionId: string): Compaction[] {
  return db
    .prepare<object, Compaction>(
      `SELECT c.id, c.created_at AS createdAt, h.id IS NOT NULL AS isTold FROM checkpoints AS c
       LEFT JOIN hook_executions AS h ON h.id = c.id
       WHERE c.task_id = @sessionId AND (h.hook_type = 'PreCompact'
         OR substr(c.id, 1, length(@prefix)) = @prefix)`,
    )
    .all({ sessionId, prefix: readCheckpointPrefix(sessionId) });
}
