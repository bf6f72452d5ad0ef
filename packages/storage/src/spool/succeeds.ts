/** Tries a step. @returns whether it threw nothing. */
export function succeeds(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}
