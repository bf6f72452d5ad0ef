import type { HookEvent } from '@spoor/core';
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

/** cyrb53, a public-domain string hash: enough to tell two payloads apart, without a module. */
function hash53(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
