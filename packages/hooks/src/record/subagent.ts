import type { HookEvent } from '@spoor/core';
import { HOSTILE_ID, readId } from '../wire/ids.js';
import { objectField } from '../wire/payload.js';
import type { Handler, RecordStores } from './context.js';
import {
  invocationId,
  invocationRecord,
  isSubagentOver,
  mergeStartingCall,
  mergeSubagent,
  type SubagentFacts,
  subagentStart,
} from './subagent-facts.js';

/** Events inside a subagent: its run's row follows. A compaction's empty type is no subagent. */
export const recordSubagent: Handler = (event, stores) => {
  if (event.agentId === undefined || event.agentType === '') return;
  update(event, event.agentId, stores, (facts) => mergeSubagent(facts, event));
};

/**
 * PostToolUse of the call that started a subagent: the run belongs to that call. What a server's
 * tool calls an agent is none of the client's.
 */
export const linkSubagent: Handler = (event, stores) => {
  if (event.toolName?.startsWith('mcp__') === true) return;
  const agentId = readId(objectField(event.payload, 'tool_response'), 'agentId');
  if (agentId === undefined || agentId === HOSTILE_ID) return;
  update(event, agentId, stores, (facts) => mergeStartingCall(facts, event));
};

/** SessionEnd: runs that are open end with it, unless a real end is told. */
export const closeSubagents: Handler = (event, stores) => {
  for (const open of stores.executions.openInvocations(event.sessionId)) {
    const agentId = open.id.slice(event.sessionId.length + 1);
    putSubagent(event.sessionId, agentId, JSON.parse(open.facts) as SubagentFacts, stores);
  }
};

function update(
  event: HookEvent,
  agentId: string,
  stores: RecordStores,
  merge: (facts: SubagentFacts | null) => SubagentFacts,
): void {
  const known = stores.executions.invocationFacts(invocationId(event.sessionId, agentId));
  const facts = merge(known === null ? null : (JSON.parse(known) as SubagentFacts));
  if (known !== JSON.stringify(facts)) putSubagent(event.sessionId, agentId, facts, stores);
}

/** Writes the row of a subagent's run from its facts, and from the session's end. */
export function putSubagent(
  sessionId: string,
  agentId: string,
  facts: SubagentFacts,
  { executions, log }: RecordStores,
): void {
  const startedAt = subagentStart(facts);
  const sessionEnd =
    startedAt === undefined || isSubagentOver(facts)
      ? null
      : log.firstSessionEndAfter(sessionId, startedAt);
  executions.putInvocation(invocationRecord(sessionId, agentId, facts, sessionEnd));
}
