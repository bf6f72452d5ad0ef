const HOUR_MS = 3_600_000;

/** Stretches of time that a list can be held to, in the order in which they follow each other. */
export const TIME_RANGES = [
  { id: 'all', ms: null, said: 'all time' },
  { id: '1h', ms: HOUR_MS, said: 'last hour' },
  { id: '24h', ms: 24 * HOUR_MS, said: 'last 24 hours' },
  { id: '7d', ms: 7 * 24 * HOUR_MS, said: 'last 7 days' },
  { id: '30d', ms: 30 * 24 * HOUR_MS, said: 'last 30 days' },
] as const;

/** One of the stretches of time. */
export type TimeRangeId = (typeof TIME_RANGES)[number]['id'];

/** A stretch by its name. */
export function timeRange(id: TimeRangeId): (typeof TIME_RANGES)[number] {
  return TIME_RANGES.find((range) => range.id === id) ?? TIME_RANGES[0];
}

/** The stretch after another; the first follows the last. */
export function nextTimeRange(id: TimeRangeId): TimeRangeId {
  const place = TIME_RANGES.findIndex((range) => range.id === id);
  return (TIME_RANGES[place + 1] ?? TIME_RANGES[0]).id;
}

/** When a stretch begins, ms since 1970; null for all time. */
export function rangeStart(id: TimeRangeId, nowMs: number): number | null {
  const { ms } = timeRange(id);
  return ms === null ? null : nowMs - ms;
}
