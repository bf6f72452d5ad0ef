import { type IsoTime, isoTime } from '@spoor/core';
import { StorageError } from '../errors.js';

/** A part of time; what is left out has no end. */
export interface FigureRange {
  /** The first moment that counts. */
  readonly from?: IsoTime | undefined;
  /** The first moment that doesn't count any more. */
  readonly until?: IsoTime | undefined;
}

/** Both ends of a range as texts that times can be compared with. */
export interface Bounds {
  readonly from: string;
  readonly until: string;
}

/** Stands before every time; what doesn't begin with a digit is none. */
const BEGINNING = '0';

/** Stands behind every time. */
export const END_OF_TIMES = ':';

/** @throws StorageError `INVALID` when an end is no time. */
export function boundsOf({ from, until }: FigureRange): Bounds {
  return { from: textOf(from, BEGINNING), until: textOf(until, END_OF_TIMES) };
}

function textOf(time: IsoTime | undefined, otherwise: string): string {
  if (time === undefined) return otherwise;
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw new StorageError('INVALID', `\`${time}\` is no time`);
  return isoTime(ms);
}

/** Whether a range holds all there is. */
export function isEverything({ from, until }: Bounds): boolean {
  return from === BEGINNING && until === END_OF_TIMES;
}

const QUARTER_MS = 900_000;

/** Whether a range consists of whole quarters of an hour, as `usage_quarters` does. */
export function isOfQuarters({ from, until }: Bounds): boolean {
  return [from, until].every(
    (end) => end === BEGINNING || end === END_OF_TIMES || Date.parse(end) % QUARTER_MS === 0,
  );
}
