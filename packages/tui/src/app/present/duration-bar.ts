import { bar } from '../../present/amounts.js';

/** The longest duration that a bar of full width stands for: 1, 2 or 5 times a power of ten, ms. */
export function barScale(durations: readonly number[]): number {
  const longest = durations.reduce((max, ms) => Math.max(max, ms), 1);
  const power = 10 ** Math.floor(Math.log10(longest));
  return [1, 2, 5, 10].map((n) => n * power).find((size) => size >= longest) ?? longest;
}

/** A bar as long as a duration on a scale; what took any time is at least a hair wide. */
export function durationBar(ms: number, scale: number, columns: number): string {
  return columns < 1 ? '' : bar(Math.min(ms, scale), scale, columns);
}
