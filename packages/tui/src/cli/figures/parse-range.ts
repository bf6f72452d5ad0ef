import { UsageError } from '@spoor/core';
import { dateOf, type FigureRange, startOfDay } from '@spoor/storage';
import { RANGE_FORMS } from './range-forms.js';

/** A range as the user gives it. */
export interface RangeOptions {
  readonly since?: string;
  readonly until?: string;
  readonly utc?: true;
}

/**
 * Reads a range. Days are those of the user's zone (`TZ`), or of UTC: a date is the whole day, `7d`
 * today and the six days before it; `12h` and `30m` are exact.
 * @throws UsageError for anything else, and when nothing lies in it.
 */
export function rangeOf({ since, until, utc }: RangeOptions, nowMs: number): FigureRange {
  const from = since === undefined ? undefined : momentOf('--since', since, { nowMs, utc });
  const end =
    until === undefined ? undefined : momentOf('--until', until, { nowMs, utc, isEnd: true });
  if (from !== undefined && end !== undefined && end <= from) {
    throw new UsageError('`--until` lies before `--since`');
  }
  return { from: isoOf(from), until: isoOf(end) };
}

interface Reading {
  readonly nowMs: number;
  readonly utc: true | undefined;
  /** A date stands for its end then. */
  readonly isEnd?: boolean;
}

function momentOf(option: string, text: string, reading: Reading): number {
  const ms = agoOf(text, reading) ?? dayOf(text, reading) ?? timeOf(text, reading);
  if (ms === null) throw new UsageError(`\`${option} ${text}\`: give ${RANGE_FORMS}`);
  return ms;
}

const EXACT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7 };

function agoOf(text: string, { nowMs, utc }: Reading): number | null {
  const [, digits, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const exact = EXACT[unit];
  if (exact !== undefined) return nowMs - Number(digits) * exact;
  const days = Number(digits) * (DAYS[unit] ?? 1);
  const [year, month, day] = dateOf(nowMs, utc);
  return startOfDay(year, month, day - Math.max(0, days - 1), utc);
}

function dayOf(text: string, { utc, isEnd = false }: Reading): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? startOfDay(year, month - 1, day + (isEnd ? 1 : 0), utc) : null;
}

/** A time without a zone is one of the user's. */
function timeOf(text: string, { utc }: Reading): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const ms = Date.parse(utc === true && !hasZone ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}

function isoOf(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  if (Math.abs(ms) > 8.64e15) throw new UsageError('that lies beyond all time');
  return new Date(ms).toISOString();
}
