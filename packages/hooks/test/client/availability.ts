/** Something a run needs, or the reason why it can't be had on this machine. */
export type Availability<T> =
  | { readonly available: true; readonly value: T }
  | { readonly available: false; readonly reason: string };

/** What was asked for is there. */
export function available<T>(value: T): Availability<T> {
  return { available: true, value };
}

/** What was asked for is not to be had, and why. */
export function unavailable(reason: string): Availability<never> {
  return { available: false, reason };
}
