/**
 * Milliseconds since the process began, with fractions; no clock that is set moves it. Like
 * `performance.now()`, which has Node load a module first: a millisecond of a hook's process.
 */
export function uptimeMs(): number {
  return process.uptime() * 1000;
}
