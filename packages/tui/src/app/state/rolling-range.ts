const HOUR_MS = 3_600_000;

/** Stretches of time up to now that a list can be held to, in the order in which they follow each other. */
export const ROLLING_RANGES = [
  { id: 'all', ms: null, said: 'all time' },
  { id: '1h', ms: HOUR_MS, said: 'last hour' },
  { id: '24h', ms: 24 * HOUR_MS, said: 'last 24 hours' },
  { id: '7d', ms: 7 * 24 * HOUR_MS, said: 'last 7 days' },
  { id: '30d', ms: 30 * 24 * HOUR_MS, said: 'last 30 days' },
] as const;

/** One of the stretches of time. */
export type RollingRangeId = (typeof ROLLING_RANGES)[number]['id'];

/** A stretch by its name. */
export function rollingRange(id: RollingRangeId): (typeof ROLLING_RANGES)[number] {
  return ROLLING_RANGES.find((range) => range.id === id) ?? ROLLING_RANGES[0];
}

/** The stretch after another; the first follows the last, and what is none of them. */
export function nextRollingRange(id: string): RollingRangeId {
  const place = ROLLING_RANGES.findIndex((range) => range.id === id);
  return place < 0 ? 'all' : (ROLLING_RANGES[place + 1] ?? ROLLING_RANGES[0]).id;
}

/** When a stretch begins, ms since 1970; null for all time. */
export function rollingStart(id: RollingRangeId, nowMs: number): number | null {
  const { ms } = rollingRange(id);
  return ms === null ? null : nowMs - ms;
}
