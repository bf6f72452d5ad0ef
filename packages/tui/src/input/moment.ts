import { type IsoTime, isoTime, UsageError } from '@spoor/core';
import { dateOf, startOfDay } from '@spoor/storage';
import { TIME_FORMS } from './time-forms.js';

/**
 * Reads a moment as an option tells it, in milliseconds. Days are those of the user's zone (`TZ`), or
 * of UTC: a date is the whole day, `7d` today and the six days before it; `12h` and `30m` are exact.
 * @throws UsageError for anything else.
 */
export function readMoment(option: string, text: string, reading: MomentReading): number {
  const ms = agoOf(text, reading) ?? dayOf(text, reading) ?? timeOf(text, reading);
  if (ms === null) throw new UsageError(`\`${option} ${text}\`: give ${TIME_FORMS}`);
  if (Math.abs(ms) > 8.64e15) throw new UsageError('that lies beyond all time');
  return ms;
}

/** How to read a moment. */
export interface MomentReading {
  readonly nowMs: number;
  readonly utc?: true | undefined;
  /** A date stands for the moment after its end then. */
  readonly isEnd?: boolean;
}

/** ISO time of `--since`, from which on things are wanted. */
export function sinceOf(text: string | undefined, nowMs: number): IsoTime | undefined {
  return text === undefined ? undefined : isoTime(readMoment('--since', text, { nowMs }));
}

/** ISO time of `--until`: the last moment at which things are wanted; of a day its last. */
export function untilOf(text: string | undefined, nowMs: number): IsoTime | undefined {
  if (text === undefined) return undefined;
  const isDay = DAY.test(text);
  return isoTime(readMoment('--until', text, { nowMs, isEnd: true }) - (isDay ? 1 : 0));
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

const EXACT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7 };

function agoOf(text: string, { nowMs, utc }: MomentReading): number | null {
  const [, digits, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const exact = EXACT[unit];
  if (exact !== undefined) return nowMs - Number(digits) * exact;
  const days = Number(digits) * (DAYS[unit] ?? 1);
  const [year, month, day] = dateOf(nowMs, utc);
  return startOfDay(year, month, day - Math.max(0, days - 1), utc);
}

function dayOf(text: string, { utc, isEnd = false }: MomentReading): number | null {
  const parts = DAY.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? startOfDay(year, month - 1, day + (isEnd ? 1 : 0), utc) : null;
}

/** A time without a zone is one of the user's. */
function timeOf(text: string, { utc }: MomentReading): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const ms = Date.parse(utc === true && !hasZone ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
