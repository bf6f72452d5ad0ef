import type { ToolCallRecord } from '@spoor/storage';
import type { Handler, RecordStores } from './context.js';
import { earlierOf } from './mark.js';
import { isAnswered, mergeTool, startOf, type ToolFacts, toolRecord } from './tool-facts.js';
import { breakRead } from './transcript-breaks.js';

/** PreToolUse, PostToolUse, PostToolUseFailure, PermissionDenied: the call's row follows. */
export const recordToolCall: Handler = (event, stores) => {
  if (event.toolUseId === undefined) return;
  const known = stores.toolCalls.facts(event.sessionId, event.toolUseId);
  const facts = mergeTool(known === null ? {} : (JSON.parse(known) as ToolFacts), event);
  putCall(event.sessionId, event.toolUseId, facts, stores);
};

/**
 * Events after which calls of theirs that didn't answer never will: a Stop ends the main agent's
 * calls of its prompt, the next prompt those of the one before, a SubagentStop those of its agent,
 * a SessionEnd all.
 */
export const cancelOpenCalls: Handler = (event, stores) => {
  for (const call of stores.toolCalls.unfinished(event.sessionId)) {
    // One that is cancelled already matters only to an end that was captured before that.
    if (call.completedAt !== null && call.completedAt <= event.capturedAt) continue;
    putCall(call.sessionId, call.toolUseId, JSON.parse(call.facts) as ToolFacts, stores);
  }
};

/** Writes the row of a call from its facts, and from what broke it off. */
export function putCall(
  sessionId: string,
  toolUseId: string,
  facts: ToolFacts,
  stores: RecordStores,
): void {
  const cancelledAt = isAnswered(facts) ? undefined : endOfWaiting(sessionId, facts, stores);
  stores.toolCalls.put(toolRecord(sessionId, toolUseId, { ...facts, cancelledAt }));
}

/** Writes the row of an open call again when something else breaks it off than before. */
export function refreshCall(
  { sessionId, toolUseId, facts: known }: ToolCallRecord,
  stores: RecordStores,
): void {
  const facts = JSON.parse(known) as ToolFacts;
  if (facts.fromTranscript === undefined || isAnswered(facts)) return;
  const cancelledAt = endOfWaiting(sessionId, facts, stores);
  if (cancelledAt === facts.cancelledAt) return;
  stores.toolCalls.put(toolRecord(sessionId, toolUseId, { ...facts, cancelledAt }));
}

function endOfWaiting(sessionId: string, facts: ToolFacts, stores: RecordStores) {
  const startedAt = startOf(facts);
  if (startedAt === null) return undefined;
  const { fromTranscript: transcript } = facts;
  const promptId = facts.about?.value.promptId ?? transcript?.asked?.value.promptId ?? null;
  const agentId = (facts.about ?? transcript?.asked)?.value.agentId ?? null;
  const call = { sessionId, startedAt, promptId, agentId };
  const told = stores.log.firstEndAfter(call) ?? undefined;
  return transcript?.asked === undefined
    ? told
    : earlierOf(told, breakRead({ ...call, startedAt: transcript.asked.at }, stores));
}
