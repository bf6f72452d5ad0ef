import type { IsoTime } from '@spoor/core';
import { earliest, isAfter, type Mark } from './mark.js';

/** What a transcript tells of a tool call, merged. Marks have the ids of lines. */
export interface ToolTelling {
  /** The answer that asks for it. */
  readonly asked?: Mark<Asked> | undefined;
  /** What it gave back. */
  readonly answered?: Mark<Answered> | undefined;
}

/** What an answer asks for. */
export interface Asked {
  readonly toolName: string | null;
  readonly promptId: string | null;
  readonly agentId: string | null;
  readonly summary: string | null;
  readonly filePath: string | null;
  /** The API's id of the message. */
  readonly messageId: string | null;
  /** Run by the API's server: it is done when the answer is there. */
  readonly isServer: boolean;
}

/** How a call came out. */
export interface Answered {
  readonly status: 'success' | 'failure' | 'denied' | 'cancelled';
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly bytes: number | null;
  /** The turn of the line; another than the call's when a session was resumed after it was killed. */
  readonly promptId: string | null;
}

/** Merges two tellings of one call; commutative and idempotent. */
export function joinToolTelling(
  a: ToolTelling | undefined,
  b: ToolTelling | undefined,
): ToolTelling | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    asked: earliest(a.asked, b.asked),
    answered: better(a.answered, b.answered),
  };
}

/**
 * What a call really gave back stands above a note that it was broken off, whichever is later. Told
 * twice, it came when it was told first.
 */
function better(
  a: Mark<Answered> | undefined,
  b: Mark<Answered> | undefined,
): Mark<Answered> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [isBrokenA, isBrokenB] = [a.value.status === 'cancelled', b.value.status === 'cancelled'];
  if (isBrokenA !== isBrokenB) return isBrokenA ? b : a;
  return isAfter(b, a) ? a : b;
}

/** When a call that runs at the API's server was done: at once, as far as the client knows. */
export function answerOf({ asked, answered }: ToolTelling): Mark<Answered> | undefined {
  if (answered !== undefined || asked?.value.isServer !== true) return answered;
  const { promptId } = asked.value;
  return {
    at: asked.at,
    id: asked.id,
    value: { status: 'success', durationMs: null, error: null, bytes: null, promptId },
  };
}

/** How long a call ran, by its lines: its own measure, else from line to line. */
export function measureOf(
  { asked, answered }: ToolTelling,
  between: (from: IsoTime, to: IsoTime) => number,
): number | null {
  if (answered === undefined) return null;
  if (answered.value.durationMs !== null) return Math.round(answered.value.durationMs);
  if (asked === undefined) return null;
  // A note of a later turn says that it was broken off, not when.
  const isNote =
    answered.value.status === 'cancelled' && answered.value.promptId !== asked.value.promptId;
  return isNote ? null : between(asked.at, answered.at);
}
