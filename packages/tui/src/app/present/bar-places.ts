/** Where bars stand that share a width. */
export interface BarPlaces {
  /** The first bar that has room; those before it are left out. */
  readonly first: number;
  readonly count: number;
  /** Columns of a bar, and from one to the next. */
  readonly bar: number;
  readonly step: number;
}

/** A bar that is much wider than that is a block. */
const WIDEST_STEP = 9;

/** Gives so many bars their places; where there are too many, the last ones stay. */
export function barPlaces(bars: number, width: number): BarPlaces {
  const count = Math.max(0, Math.min(bars, width));
  if (count === 0) return { first: 0, count: 0, bar: 1, step: 1 };
  const step = Math.min(WIDEST_STEP, Math.floor(width / count));
  return { first: bars - count, count, bar: Math.max(1, step - 1), step };
}
