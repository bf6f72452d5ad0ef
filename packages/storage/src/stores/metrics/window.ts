import { type IsoTime, isoTime } from '@spoor/core';
import { StorageError } from '../../errors.js';

/** What figures are made of. */
export interface MetricsWindow {
  /** What started in the last so many days; 30 by default. */
  readonly days?: number | undefined;
  readonly projectId?: string | undefined;
}

/** Stands behind every time, and, put behind a day, behind every time of it. */
export const END_OF_TIME = '~';

const DAY_MS = 86_400_000;

/** When the window begins. @throws StorageError `INVALID` when the days are no number above 0. */
export function startOf({ days = 30 }: MetricsWindow): IsoTime {
  if (!(days > 0)) throw new StorageError('INVALID', `days: ${days} must be more than 0`);
  return isoTime(Math.max(0, Date.now() - days * DAY_MS));
}
