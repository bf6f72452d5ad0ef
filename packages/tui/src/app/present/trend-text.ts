import { sparkline } from '../../present/amounts.js';
import { drawable } from './chart-scale.js';

/** How values follow each other, in at most so many columns: neighbours are added where there are too many. */
export function trendText(values: readonly number[], width: number): string {
  if (width < 1) return '';
  const clean = values.map((value) => Math.min(drawable(value), Number.MAX_SAFE_INTEGER));
  if (clean.length <= width) return sparkline(clean);
  const sums = new Array<number>(width).fill(0);
  clean.forEach((value, index) => {
    const place = Math.floor((index * width) / clean.length);
    sums[place] = (sums[place] ?? 0) + value;
  });
  return sparkline(sums);
}
