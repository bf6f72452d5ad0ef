import { InvalidArgumentError } from 'commander';

const DAYS: Readonly<Record<string, number>> = { '': 1, d: 1, w: 7, m: 30, y: 365 };

/** Reads an option's value that is an age: `30`, `30d`, `12w`, `6m`, `1y`. @returns days. */
export function parseDays(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([dwmy]?)$/.exec(text) ?? [];
  if (number === '') {
    throw new InvalidArgumentError('It must be a number of days, or like 30d, 12w, 6m, 1y.');
  }
  return Number(number) * (DAYS[unit] ?? 1);
}

const MEGABYTES: Readonly<Record<string, number>> = { '': 1, kb: 0.001, mb: 1, gb: 1_000 };

/** Reads an option's value that is a size: `500`, `500MB`, `1.5GB`. @returns millions of bytes. */
export function parseMegabytes(text: string): number {
  const [, number = '', unit = ''] =
    /^(\d{1,9}(?:\.\d{1,3})?) ?(kb|mb|gb)?$/.exec(text.toLowerCase()) ?? [];
  const megabytes = Number(number) * (MEGABYTES[unit] ?? 1);
  if (number === '' || megabytes === 0) {
    throw new InvalidArgumentError('It must be a number of megabytes, or like 500MB, 1.5GB.');
  }
  return megabytes;
}
