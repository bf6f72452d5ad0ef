import type { IsoTime } from '@spoor/core';
import { earlier, earlierOf, later, type Mark } from './mark.js';
import { laterStanding, type Standing } from './standing.js';

/** What a transcript tells of a turn, merged: lines of the main agent. */
export interface TurnTelling {
  /** Its first line. */
  readonly first: IsoTime;
  /** Its last line. */
  readonly last: IsoTime;
  /** Its first prompt. */
  readonly prompt?: IsoTime | undefined;
  readonly standing?: Mark<Standing> | undefined;
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
  };
}
