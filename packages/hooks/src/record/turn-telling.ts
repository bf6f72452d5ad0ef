import type { IsoTime } from '@spoor/core';
import { earlier, earlierOf, later, laterOf, type Mark } from './mark.js';
import { laterStanding, type Standing } from './standing.js';

/** What a transcript tells of a turn, merged: lines of the main agent. */
export interface TurnTelling {
  /** Its first prompt or answer. */
  readonly first: IsoTime;
  /** Its last line. */
  readonly last: IsoTime;
  /** Its first prompt. */
  readonly prompt?: IsoTime | undefined;
  readonly standing?: Mark<Standing> | undefined;
  /** When the client last said that it is over. */
  readonly closed?: IsoTime | undefined;
}

/** Merges two tellings of one turn; commutative and idempotent. */
export function joinTurnTelling(
  a: TurnTelling | undefined,
  b: TurnTelling | undefined,
): TurnTelling | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    first: earlier(a.first, b.first),
    last: later(a.last, b.last),
    prompt: earlierOf(a.prompt, b.prompt),
    standing: laterStanding(a.standing, b.standing),
    closed: laterOf(a.closed, b.closed),
  };
}

/** How a turn ended, by its lines; undefined while it goes on. */
export function turnEndRead({
  standing,
  closed,
}: TurnTelling): { at: IsoTime; state: 'done' | 'failed' | 'interrupted' } | undefined {
  if (standing === undefined) return undefined;
  const { state } = standing.value;
  const isClosed = closed !== undefined && closed >= standing.at;
  if (state === 'open') return isClosed ? { at: closed, state: 'done' } : undefined;
  return { at: isClosed ? closed : standing.at, state };
}
