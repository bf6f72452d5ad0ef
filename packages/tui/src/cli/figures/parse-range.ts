import { isoTime, UsageError } from '@spoor/core';
import type { FigureRange } from '@spoor/storage';
import { readMoment } from '../../input/moment.js';

/** A range as the user gives it. */
export interface RangeOptions {
  readonly since?: string;
  readonly until?: string;
  readonly utc?: true;
}

/**
 * Reads a range as its options tell it.
 * @throws UsageError for what is no moment, and when nothing lies in the range.
 */
export function rangeOf({ since, until, utc }: RangeOptions, nowMs: number): FigureRange {
  const from = since === undefined ? undefined : readMoment('--since', since, { nowMs, utc });
  const end =
    until === undefined ? undefined : readMoment('--until', until, { nowMs, utc, isEnd: true });
  if (from !== undefined && end !== undefined && end <= from) {
    throw new UsageError('`--until` lies before `--since`');
  }
  return {
    from: from === undefined ? undefined : isoTime(from),
    until: end === undefined ? undefined : isoTime(end),
  };
}
