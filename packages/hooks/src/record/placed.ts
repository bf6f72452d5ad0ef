/** A value with the place of its line in a file; it decides where lines have no time. */
export interface Placed<T> {
  /** Bytes before the line. */
  readonly offset: number;
  readonly value: T;
}

/** The one that stands further behind: any order, and any repetition, of merging gives the same. */
export function lastPlaced<T>(
  a: Placed<T> | undefined,
  b: Placed<T> | undefined,
): Placed<T> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isBehind(b, a) ? b : a;
}

/** The one that stands further in front. */
export function firstPlaced<T>(
  a: Placed<T> | undefined,
  b: Placed<T> | undefined,
): Placed<T> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isBehind(a, b) ? b : a;
}

/** Two lines at one place are of a file that was written anew: one of them is taken, always the same. */
function isBehind<T>(a: Placed<T>, b: Placed<T>): boolean {
  if (a.offset !== b.offset) return a.offset > b.offset;
  return JSON.stringify(a.value) > JSON.stringify(b.value);
}
