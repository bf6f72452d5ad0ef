/** How many of some durations lie below a limit, and not below the one before it. */
export interface DurationBucket {
  /** Milliseconds; null: all that took longer. */
  readonly below: number | null;
  readonly count: number;
}

/** A duration doubles or so from one to the next; people think of waiting in such steps. */
const LIMITS = [
  10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_800_000, 3_600_000,
];

/** Counts durations by how long they are; without the empty buckets at both ends. */
export function durationBuckets(durations: Iterable<number>): DurationBucket[] {
  const counts = new Array<number>(LIMITS.length + 1).fill(0);
  for (const ms of durations) {
    const limit = LIMITS.findIndex((below) => ms < below);
    const place = limit < 0 ? LIMITS.length : limit;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return [];
  return counts
    .map((count, index) => ({ below: LIMITS[index] ?? null, count }))
    .slice(first, counts.findLastIndex((count) => count > 0) + 1);
}
