import { type Period, type PeriodUnit, periodAt, type UsagePeriod } from '@spoor/storage';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

/** A period in a table: `14:00`, `Sat Nov 21`, `week 47 · Nov 16`, `Nov 2026`. */
export function periodName({ from, key }: Period, unit: PeriodUnit): string {
  const date = new Date(from);
  const day = `${MONTHS[date.getMonth()] ?? ''} ${date.getDate()}`;
  switch (unit) {
    case 'hour':
      return `${WEEKDAYS[date.getDay()] ?? ''} ${day}, ${two(date.getHours())}:00`;
    case 'day':
      return `${WEEKDAYS[date.getDay()] ?? ''} ${day}`;
    case 'week':
      return `week ${key.slice(-2)}, from ${day}`;
    case 'month':
      return `${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`;
  }
}

/** A period below its bar, as short as it goes; the first ones of something larger are weighty. */
export function periodTick(
  { from, key }: Period,
  unit: PeriodUnit,
): { readonly text: string; readonly weighty: boolean } {
  const date = new Date(from);
  const month = MONTHS[date.getMonth()] ?? '';
  switch (unit) {
    case 'hour': {
      const isMidnight = date.getHours() === 0;
      return { text: two(date.getHours()), weighty: isMidnight || date.getHours() % 6 === 0 };
    }
    case 'day':
      return date.getDate() === 1
        ? { text: month, weighty: true }
        : { text: String(date.getDate()), weighty: date.getDay() === 1 };
    case 'week':
      return { text: `W${key.slice(-2)}`, weighty: date.getDate() <= 7 };
    case 'month':
      return date.getMonth() === 0
        ? { text: String(date.getFullYear()), weighty: true }
        : { text: month, weighty: false };
  }
}

/** More bars than any screen has columns, and than any calendar needs. */
const MOST_PERIODS = 1_000;

/** Every period from the first to the last of a range, also those in which nothing was used; the last ones of very many. */
export function everyPeriod(
  used: readonly UsagePeriod[],
  unit: PeriodUnit,
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  endOfToday: number,
): Period[] {
  const first = from ?? used[0]?.period.from;
  if (first === undefined) return [];
  const last = used.at(-1)?.period.until ?? first;
  // The hours of today that are still to come have their place; later days have none.
  const end = Math.max(Math.min(Date.parse(until ?? last), endOfToday), Date.parse(last));
  const periods: Period[] = [];
  let at = Math.max(Date.parse(first), end - MOST_PERIODS * LENGTHS[unit]);
  while (at < end && periods.length <= MOST_PERIODS) {
    const period = periodAt(at, unit);
    periods.push(period);
    at = Math.max(Date.parse(period.until), at + 1);
  }
  return periods;
}

const HOUR_MS = 3_600_000;

const LENGTHS: Readonly<Record<PeriodUnit, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}
