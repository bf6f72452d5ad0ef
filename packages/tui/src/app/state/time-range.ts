import { isoTime } from '@spoor/core';
import { dateOf, type FigureRange, startOfDay } from '@spoor/storage';

/** The ranges that figures are shown of, the shortest first. */
export const TIME_RANGES = [
  { id: 'today', words: 'today', days: 1, points: 24 },
  { id: '7d', words: 'last 7 days', days: 7, points: 28 },
  { id: '30d', words: 'last 30 days', days: 30, points: 30 },
  { id: '90d', words: 'last 90 days', days: 90, points: 30 },
  { id: 'all', words: 'all time', days: null, points: 30 },
] as const;

/** One of them. */
export type TimeRangeId = (typeof TIME_RANGES)[number]['id'];

/** What a range is called, and how many points a trend over it has. */
export function timeRange(id: TimeRangeId): (typeof TIME_RANGES)[number] {
  return TIME_RANGES.find((range) => range.id === id) ?? TIME_RANGES[2];
}

/** The range after one, the shortest after the longest. */
export function nextTimeRange(id: TimeRangeId): TimeRangeId {
  const place = TIME_RANGES.findIndex((range) => range.id === id);
  return TIME_RANGES[(place + 1) % TIME_RANGES.length]?.id ?? '30d';
}

/** A range that was remembered, if it is one. */
export function timeRangeFrom(value: unknown, otherwise: TimeRangeId): TimeRangeId {
  return TIME_RANGES.find(({ id }) => id === value)?.id ?? otherwise;
}

/**
 * Both ends of a range of whole days of the machine's zone, today the last one; they stay the same
 * for a day.
 */
export function timeRangeBounds(id: TimeRangeId, nowMs: number): FigureRange {
  const { days } = timeRange(id);
  if (days === null) return {};
  const [year, month, day] = dateOf(nowMs);
  return {
    from: isoTime(startOfDay(year, month, day - days + 1)),
    until: isoTime(startOfDay(year, month, day + 1)),
  };
}
