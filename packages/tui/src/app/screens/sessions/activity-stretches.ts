/** How many stretches of activity are shown: an hour of them. */
export const ACTIVITY_STRETCHES = 12;

/** How long one is. */
export const STRETCH_SECONDS = 300;

/** Where the stretches begin that are shown at a time, ms; the last of them is not over yet. */
export function activityStart(nowMs: number): number {
  const stretchMs = STRETCH_SECONDS * 1_000;
  return (Math.floor(nowMs / stretchMs) - ACTIVITY_STRETCHES + 1) * stretchMs;
}
