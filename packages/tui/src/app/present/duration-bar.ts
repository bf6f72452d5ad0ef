/** The longest duration that a bar of full width stands for: 1, 2 or 5 times a power of ten, ms. */
export function barScale(durations: readonly number[]): number {
  const longest = durations.reduce((max, ms) => Math.max(max, ms), 1);
  const power = 10 ** Math.floor(Math.log10(longest));
  return [1, 2, 5, 10].map((n) => n * power).find((size) => size >= longest) ?? longest;
}

/** A bar as long as a duration on a scale; what took any time is at least a hair wide. */
export function durationBar(ms: number, scale: number, columns: number): string {
  if (!(ms > 0) || columns < 1) return '';
  const eighths = Math.max(1, Math.round((Math.min(ms, scale) / scale) * columns * 8));
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : (EIGHTHS[rest - 1] ?? ''));
}

const EIGHTHS = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
