import type { HookEvent } from '@spoor/core';
import { hash53 } from '../hash53.js';
import { textField } from '../wire/payload.js';
import type { Handler } from './context.js';
import { mergeTurn, type TurnFacts, turnId, turnRecord } from './turn-facts.js';

/** Events of a turn: its row follows. Without a prompt's id there is no turn. */
export const recordTurn: Handler = (event, { executions }) => {
  if (event.promptId === undefined || event.agentType === '') return;
  const id = turnId(event.sessionId, event.promptId);
  const isPrompt = event.hookType === 'UserPromptSubmit';
  if (isPrompt) {
    const text = textField(event.payload, 'prompt') ?? '';
    executions.addPrompt({ eventId: event.id, traceId: id, capturedAt: event.capturedAt, text });
  }
  const known = executions.traceFacts(id);
  const facts = mergeTurn(known === null ? null : (JSON.parse(known) as TurnFacts), event);
  // Most events of a turn (its tool calls) tell nothing new of it.
  if (!isPrompt && known === JSON.stringify(facts)) return;
  executions.putTrace(turnRecord(event.sessionId, id, facts, executions.promptsOf(id)));
};

/** Stop: a round of the main agent is done. Two installs that both tell of it count it once. */
export const countRound: Handler = (event, { sessions, counters }) => {
  if (event.agentId !== undefined) return;
  if (sessions.addRound(event.sessionId, roundKey(event))) {
    counters.increment(event.sessionId, 'rounds');
  }
};

function roundKey(event: HookEvent): string {
  return `${event.promptId ?? ''}:${hash53(JSON.stringify(event.payload))}`;
}
