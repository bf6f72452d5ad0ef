import { type IsoTime, isoTime } from '@spoor/core';

const EARLIEST = Date.parse('0000-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-01-01T00:00:00.000Z');

/**
 * The time under which an entry stands in its list: its own one, but always later than the entry
 * before it, so that (time, id) gives the list's order also where times are equal or go back.
 * @param previous the place of the entry before it.
 */
export function risingTime(previous: IsoTime | null, epochMs: number): IsoTime {
  const wanted = Math.min(Math.max(Math.floor(epochMs), EARLIEST), LATEST);
  const least = previous === null ? EARLIEST : Date.parse(previous) + 1;
  return isoTime(Number.isNaN(least) ? wanted : Math.max(wanted, least));
}
