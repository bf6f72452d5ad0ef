import { exactNumber } from '../../present/amounts.js';

/** The round number that a chart's scale ends with, its half about as round; 1 for nothing. */
export function roundScale(most: number): number {
  if (!Number.isFinite(most) || most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const size = STEPS.map((n) => n * power).find((n) => n >= most);
  // Steps below the smallest number there is, and above the greatest, are none.
  return size !== undefined && size > 0 && Number.isFinite(size) ? size : most;
}

/** Near enough to each other that the highest bar has two thirds of the room at least. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A value as a chart can draw it: what is no number, or less than nothing, is nothing. */
export function drawable(value: number | undefined): number {
  if (value === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  return value !== undefined && value > 0 ? value : 0;
}

/** US dollars at a chart's edge: as many digits as tell half of a round number, no more. */
export function usdLabel(usd: number): string {
  if (usd >= 1_000 || (usd >= 10 && Number.isInteger(usd))) return `$${exactNumber(usd)}`;
  const digits = usd > 0 ? Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(usd)))) : 2;
  return `$${usd.toFixed(digits).replace(/(?<=\.\d{2,12})0{1,10}$/, '')}`;
}

/** The labels of a scale from 0, a row each, the highest first: at its ends, and halfway if there is room. */
export function scaleLabels(
  height: number,
  scale: number,
  format: (value: number) => string,
): string[] {
  const middle = height >= 6 && height % 2 === 0 ? height / 2 : -1;
  return Array.from({ length: Math.max(0, height) }, (_, row) => {
    if (row === 0) return format(scale);
    if (row === middle) return format(scale / 2);
    return '';
  });
}
