/** A place on the screen. */
interface Place {
  readonly row: number;
  readonly column: number;
}

/** Tells whether a click is the second of two: soon after the first, and at its place. */
export function createDoubleClick(now: () => number): (place: Place) => boolean {
  let last: (Place & { readonly atMs: number }) | null = null;
  return ({ row, column }) => {
    const atMs = now();
    const double =
      last !== null &&
      atMs - last.atMs <= DOUBLE_CLICK_MS &&
      row === last.row &&
      Math.abs(column - last.column) <= 1;
    // A third click begins anew.
    last = double ? null : { row, column, atMs };
    return double;
  };
}

const DOUBLE_CLICK_MS = 400;
