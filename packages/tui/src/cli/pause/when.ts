import { UsageError } from '@spoor/core';
import { LONGEST_MS, readLength } from '../../input/length.js';

/**
 * Reads a length of time: `90s`, `30m`, `2h`, `1d`, or several in a row, `1h30m`.
 * @returns milliseconds.
 * @throws UsageError
 */
export function parseDuration(text: string): number {
  const total = readLength(text);
  if (total === undefined) {
    throw new UsageError(`\`--for ${text}\`: give a time like 30m, 2h or 1d`);
  }
  if (total <= 0 || total > LONGEST_MS) {
    throw new UsageError(
      `\`--for ${text}\`: must be longer than nothing and shorter than 10 years`,
    );
  }
  return total;
}

/**
 * Reads a time to come: ISO 8601 (`2026-11-22T09:00`, local unless it says otherwise), or a time of
 * day (`18:30`), today or tomorrow.
 * @returns milliseconds since 1970.
 * @throws UsageError
 */
export function parseMoment(text: string, nowMs: number): number {
  const ofDay = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  const moment = ofDay === null ? Date.parse(isoLike(text)) : nextTimeOfDay(ofDay, nowMs);
  if (Number.isNaN(moment)) {
    throw new UsageError(`\`--until ${text}\`: give a time like 18:30 or 2026-11-22T09:00`);
  }
  if (moment <= nowMs) throw new UsageError(`\`--until ${text}\`: is over already`);
  if (moment - nowMs > LONGEST_MS) {
    throw new UsageError(
      `\`--until ${text}\`: is more than 10 years away; leave it out for no end`,
    );
  }
  return moment;
}

/** A date alone is a local day here, as everything else that doesn't name a zone. */
function isoLike(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00`;
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ? text : '';
}

function nextTimeOfDay([, hours, minutes]: RegExpExecArray, nowMs: number): number {
  const day = new Date(nowMs);
  day.setHours(Number(hours), Number(minutes), 0, 0);
  if (day.getTime() <= nowMs) day.setDate(day.getDate() + 1);
  return day.getTime();
}
