import type { CostOf, MessageRecords, PausedTime, TranscriptCursor } from '@spoor/storage';
import type { AgentMeta } from '../record/subagent-telling.js';
import { GapRepair } from './gap-repair.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import type { MessageReducer } from './message-reducer.js';
import { SessionReducer, type SessionSite } from './session-reducer.js';
import { TurnFinder } from './turn-finder.js';
import { UsageReducer } from './usage-reducer.js';

/** What a batch of lines is written with. */
export interface IngestContext extends ReducerContext, SessionSite {
  readonly messages: MessageRecords;
  /** What a message costs by the prices that count. */
  readonly costOf: CostOf;
  /** Where this reading of the file started; null for its beginning, the first time. */
  readonly position: TranscriptCursor | null;
  /** When recording was paused: nothing of that is kept. */
  readonly paused: readonly PausedTime[];
  /** What the client notes beside a subagent's file, redacted. */
  readonly agent: AgentMeta | null;
}

/**
 * What takes from a batch of lines what the store keeps. All are made before any writes; each one
 * writes after those before it, and finds the session's row and the messages there.
 */
export function reducersOf(context: IngestContext, messages: MessageReducer): LineReducer[] {
  const turns = new TurnFinder(context);
  return [
    new SessionReducer(context, context),
    messages,
    new GapRepair(context, turns, context.agent),
    new UsageReducer(context, turns, context.costOf),
  ];
}
