import { isoTime } from '@spoor/core';

/** The parts of the calendar that figures are summed by. */
export type CalendarUnit = 'day' | 'week' | 'month';

/** The same, and the hour. */
export type PeriodUnit = CalendarUnit | 'hour';

/** An hour, a day, a week or a month. */
export interface Period {
  /** `2026-11-21T14`, `2026-11-21`, `2026-W47` or `2026-11`. */
  readonly key: string;
  /** Its first moment, ISO. */
  readonly from: string;
  /** The first moment after it, ISO. */
  readonly until: string;
}

/**
 * The period that a moment lies in, in the zone of the machine (`TZ`) or in UTC. Weeks are those of
 * ISO 8601: they begin on Monday, and belong to the year that has their Thursday.
 */
export function periodAt(ms: number, unit: PeriodUnit, utc = false): Period {
  const [year, month, day] = dateOf(ms, utc);
  const start = (y: number, m: number, d: number) => startOfDay(y, m, d, utc);
  const period = (key: string, from: number, until: number) => ({
    key,
    from: isoTime(from),
    // A zone that skips a day has days without a moment of their own.
    until: isoTime(Math.max(until, from + 1)),
  });
  if (unit === 'month') {
    const key = `${padded(year, 4)}-${padded(month + 1)}`;
    return period(key, start(year, month, 1), start(year, month + 1, 1));
  }
  if (unit === 'day') {
    const key = `${padded(year, 4)}-${padded(month + 1)}-${padded(day)}`;
    return period(key, start(year, month, day), start(year, month, day + 1));
  }
  if (unit === 'hour') {
    const from = startOfHour(ms, utc);
    const hour = utc ? new Date(from).getUTCHours() : new Date(from).getHours();
    const key = `${padded(year, 4)}-${padded(month + 1)}-${padded(day)}T${padded(hour)}`;
    return period(key, from, from + HOUR_MS);
  }
  const weekday = (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7;
  const monday = day - weekday;
  return period(
    weekKey(year, month, monday),
    start(year, month, monday),
    start(year, month, monday + 7),
  );
}

/** The first moment of a day in the zone of the machine, or in UTC; where midnight is skipped, later. */
export function startOfDay(year: number, month: number, day: number, utc = false): number {
  // Of the ways to make a date, this one takes the year 1 for what it is.
  return utc
    ? new Date(0).setUTCFullYear(year, month, day)
    : new Date(2000, 0, 1).setFullYear(year, month, day);
}

/** Year, month (from 0) and day of a moment. */
export function dateOf(ms: number, utc = false): [year: number, month: number, day: number] {
  const date = new Date(ms);
  return utc
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    : [date.getFullYear(), date.getMonth(), date.getDate()];
}

/** An hour that the end of summer time repeats is two hours. */
function startOfHour(ms: number, utc: boolean): number {
  const offset = utc ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
  const past = (((ms - offset) % HOUR_MS) + HOUR_MS) % HOUR_MS;
  return ms - past;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function weekKey(year: number, month: number, monday: number): string {
  const thursday = new Date(Date.UTC(year, month, monday + 3));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1;
  return `${padded(thursday.getUTCFullYear(), 4)}-W${padded(week)}`;
}

function padded(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}
