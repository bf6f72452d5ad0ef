/** A round time that is no shorter than any of some: 1, 2 or 5 times a power of ten, ms. */
export function timeScale(durations: readonly number[]): number {
  const longest = durations.reduce((max, ms) => Math.max(max, ms), 1);
  const power = 10 ** Math.floor(Math.log10(longest));
  return [1, 2, 5, 10].map((n) => n * power).find((size) => size >= longest) ?? longest;
}
