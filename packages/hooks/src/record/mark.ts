import type { HookEvent, IsoTime } from '@spoor/core';

/** A value with the place in time of the event that told it. */
export interface Mark<T> {
  readonly at: IsoTime;
  /** Id of the event: decides between events of the same millisecond. */
  readonly id: string;
  readonly value: T;
}

/** Marks a value with an event's place in time. */
export function markOf<T>(event: Pick<HookEvent, 'id' | 'capturedAt'>, value: T): Mark<T> {
  return { at: event.capturedAt, id: event.id, value };
}

/** Whether a mark is behind another one; every mark is behind none. */
export function isAfter(a: Mark<unknown>, b: Mark<unknown> | undefined): boolean {
  return b === undefined || a.at > b.at || (a.at === b.at && a.id > b.id);
}

/** The later of two marks: any order, and any repetition, of merging gives the same. */
export function latest<T>(a: Mark<T> | undefined, b: Mark<T> | undefined): Mark<T> | undefined {
  if (a === undefined) return b;
  return b !== undefined && isAfter(b, a) ? b : a;
}

/** The earlier of two marks. */
export function earliest<T>(a: Mark<T> | undefined, b: Mark<T> | undefined): Mark<T> | undefined {
  if (a === undefined) return b;
  return b !== undefined && isAfter(a, b) ? b : a;
}

/** The earlier of two times. */
export function earlier(a: IsoTime | undefined, b: IsoTime): IsoTime {
  return a === undefined || b < a ? b : a;
}

/** The later of two times. */
export function later(a: IsoTime | undefined, b: IsoTime): IsoTime {
  return a === undefined || b > a ? b : a;
}

/** The later of two marks; of the same millisecond, the one of the greater rank. */
export function latestOf<T>(
  a: Mark<T> | undefined,
  b: Mark<T> | undefined,
  rank: (value: T) => number,
): Mark<T> | undefined {
  if (a === undefined || b === undefined || a.at !== b.at) return latest(a, b);
  const lead = rank(a.value) - rank(b.value);
  return lead === 0 ? latest(a, b) : lead > 0 ? a : b;
}

/** The earlier of two times, where there are any. */
export function earlierOf(a: IsoTime | undefined, b: IsoTime | undefined): IsoTime | undefined {
  return b === undefined ? a : earlier(a, b);
}

/** The later of two times, where there are any. */
export function laterOf(a: IsoTime | undefined, b: IsoTime | undefined): IsoTime | undefined {
  return b === undefined ? a : later(a, b);
}
