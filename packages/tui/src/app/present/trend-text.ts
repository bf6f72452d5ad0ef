import { sparkline } from '../../present/amounts.js';
import { drawable } from './chart-scale.js';

/** How values follow each other, in at most so many columns: the mean of neighbours where there are too many. */
export function trendText(values: readonly number[], width: number): string {
  if (width < 1) return '';
  const clean = values.map((value) => Math.min(drawable(value), Number.MAX_SAFE_INTEGER));
  if (clean.length <= width) return sparkline(clean);
  // Some columns stand for one value more than others; sums would show that, not the trend.
  const means = Array.from({ length: width }, (_, column) => {
    const start = Math.floor((column * clean.length) / width);
    const own = clean.slice(start, Math.floor(((column + 1) * clean.length) / width));
    return own.reduce((sum, value) => sum + value / own.length, 0);
  });
  return sparkline(means);
}
