import type { SpoorDatabase } from '../database/spoor-database.js';
import { toolNames } from '../stores/metrics/tool-calls.js';
import { type CalendarUnit, type Period, periodAt } from './calendar.js';
import { callsBetween, callsBy, firstCallOf } from './call-sums.js';
import type { Chosen } from './choice.js';
import { startOfQuarter } from './quarter.js';
import { END_OF_TIMES } from './range.js';
import { firstMessageFrom, tokensBy, tokensOfAll } from './token-sums.js';
import { firstTurnFrom, turnsBy, turnsOfAll } from './turn-sums.js';
import { addSums, isNothing, NO_SUMS, type Sums } from './usage.js';

/** What happened in a period. */
export interface PeriodSums {
  readonly period: Period;
  readonly sums: Sums;
}

/** A calendar to sum by. */
export interface Calendar {
  readonly unit: CalendarUnit;
  readonly utc?: boolean | undefined;
}

/** Sums of every period in which something happened, the first first. */
export function usageByPeriod(db: SpoorDatabase, calendar: Calendar, choice: Chosen): PeriodSums[] {
  return choice.isOnlyRange ? ofEverything(db, calendar, choice) : ofSome(db, calendar, choice);
}

/** Period by period, each a few steps along indexes; over years without anything it leaps. */
function ofEverything(db: SpoorDatabase, { unit, utc }: Calendar, choice: Chosen): PeriodSums[] {
  const tools = toolNames(db);
  const found: PeriodSums[] = [];
  let at = firstFrom(db, tools, choice.from);
  while (at !== null && at < choice.until) {
    const ms = Date.parse(at);
    if (Number.isNaN(ms)) {
      at = firstFrom(db, tools, `${at.slice(0, 16)}~`);
      continue;
    }
    const period = periodAt(ms, unit, utc);
    // Behind the year 9999 times sort as texts no more.
    const end = period.until > period.from ? period.until : END_OF_TIMES;
    const part = {
      ...choice,
      from: laterOf(period.from, choice.from),
      until: earlierOf(end, choice.until),
    };
    const sums = {
      ...NO_SUMS,
      ...tokensOfAll(db, part),
      ...turnsOfAll(db, part),
      ...callsBetween(db, tools, part),
    };
    if (isNothing(sums)) {
      at = firstFrom(db, tools, end);
    } else {
      found.push({ period, sums });
      at = end;
    }
  }
  return found;
}

/** The first moment from a time on at which something happened; null when nothing did. */
function firstFrom(
  db: SpoorDatabase,
  tools: readonly (string | null)[],
  from: string,
): string | null {
  const message = firstMessageFrom(db, from.slice(0, 16));
  // A quarter of an hour may begin before the time asked for, never a period after it.
  const messageAt = message === null ? null : laterOf(startOfQuarter(message), from);
  const times = [messageAt, firstTurnFrom(db, from), firstCallOf(db, tools, from)];
  return times.filter((time) => time !== null).toSorted()[0] ?? null;
}

function laterOf(...times: readonly string[]): string {
  return times.toSorted().at(-1) ?? '';
}

function earlierOf(...times: readonly string[]): string {
  return times.toSorted()[0] ?? '';
}

/** Rows of the choice by quarter of an hour, which make up the periods of any zone. */
function ofSome(db: SpoorDatabase, { unit, utc }: Calendar, choice: Chosen): PeriodSums[] {
  const periods = new Map<string, PeriodSums>();
  const all = [
    ...tokensBy(db, 'quarter', choice),
    ...turnsBy(db, 'quarter', choice),
    ...callsBy(db, 'quarter', choice),
  ];
  for (const { key, ...sums } of all) {
    const ms = Date.parse(startOfQuarter(key ?? ''));
    if (Number.isNaN(ms)) continue;
    const period = periodAt(ms, unit, utc);
    const before = periods.get(period.from)?.sums ?? NO_SUMS;
    periods.set(period.from, { period, sums: addSums(before, sums) });
  }
  return [...periods.values()].sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}
