import type { HookEvent } from '@spoor/core';
import { hash53 } from '../hash53.js';
import { textField } from '../wire/payload.js';
import type { Handler, RecordStores } from './context.js';
import { mergeTurn, type TurnFacts, turnId, turnRecord } from './turn-facts.js';

/** Events of a turn: its row follows. Without a prompt's id there is no turn. */
export const recordTurn: Handler = (event, stores) => {
  const { executions } = stores;
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
  putTurn(event.sessionId, id, facts, stores);
};

/** Writes the row of a turn from its facts, its prompts, and from whether another one follows. */
export function putTurn(
  sessionId: string,
  id: string,
  facts: TurnFacts,
  stores: RecordStores,
): void {
  const prompts = stores.executions.promptsOf(id);
  const surroundings = { prompts, isFollowed: isFollowed(sessionId, facts, stores) };
  stores.executions.putTrace(turnRecord(sessionId, id, facts, surroundings));
}

/** SessionEnd: turns without an end that the transcript tells of are over with it. */
export const closeTurns: Handler = ({ sessionId }, stores) => {
  for (const { id, facts } of stores.executions.openTraces(sessionId)) {
    putTurn(sessionId, id, JSON.parse(facts) as TurnFacts, stores);
  }
};

/** Whether the transcript tells of a turn after this one, or the session has ended since. */
export function isFollowed(
  sessionId: string,
  { fromTranscript }: TurnFacts,
  { executions, log }: RecordStores,
): boolean {
  if (fromTranscript === undefined) return false;
  const { first } = fromTranscript;
  return (
    executions.nextTurnTold(sessionId, first) !== null ||
    log.firstSessionEndAfter(sessionId, first) !== null
  );
}

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
