import type { IsoTime } from '@spoor/core';
import type { RecordStores } from './context.js';
import { earlierOf } from './mark.js';
import { invocationId, type SubagentFacts } from './subagent-facts.js';
import { type TurnFacts, turnId } from './turn-facts.js';
import { turnEndRead } from './turn-telling.js';

/** A call without an answer. */
interface Waiting {
  readonly sessionId: string;
  /** By its transcript. */
  readonly startedAt: IsoTime;
  readonly promptId: string | null;
  readonly agentId: string | null;
}

/**
 * When the transcript first shows that a call will never answer: the end of its subagent, or, for
 * the main agent's, the end of its turn or the begin of the next one.
 */
export function breakRead(call: Waiting, stores: RecordStores): IsoTime | undefined {
  const { sessionId, startedAt, agentId, promptId } = call;
  const isLater = (at: IsoTime | undefined) => at !== undefined && at > startedAt;
  if (agentId !== null) {
    const known = stores.executions.invocationFacts(invocationId(sessionId, agentId));
    const standing =
      known === null ? undefined : (JSON.parse(known) as SubagentFacts).fromTranscript?.standing;
    return standing?.value.state !== 'open' && isLater(standing?.at) ? standing?.at : undefined;
  }
  const next = stores.executions.nextTurnTold(sessionId, startedAt) ?? undefined;
  const known =
    promptId === null ? null : stores.executions.traceFacts(turnId(sessionId, promptId));
  const telling = known === null ? undefined : (JSON.parse(known) as TurnFacts).fromTranscript;
  const end = telling === undefined ? undefined : turnEndRead(telling);
  return earlierOf(next, isLater(end?.at) ? end?.at : undefined);
}
