/** A time as Spoor stores and shows it: ISO 8601, UTC, milliseconds (`2026-11-21T09:24:00.123Z`). */
export type IsoTime = string;

/**
 * Formats a time.
 * @param epochMs milliseconds since 1970, fractions are dropped.
 * @throws RangeError outside the years that ISO text holds.
 */
export function isoTime(epochMs: number): IsoTime {
  return new Date(Math.floor(epochMs)).toISOString();
}

/** Milliseconds from one time to a later one; never negative, clocks may go back. */
export function elapsedMs(from: IsoTime, to: IsoTime): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}

/** A time moved by a number of milliseconds. */
export function addMs(time: IsoTime, ms: number): IsoTime {
  return isoTime(Date.parse(time) + ms);
}
