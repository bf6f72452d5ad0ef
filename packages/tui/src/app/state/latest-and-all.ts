/** Rows of a list, and how many there are in all. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/**
 * A long list that is read twice: its latest rows before each frame, all of them (up to a limit) now
 * and then. What is new or gone among the latest shows at once.
 */
export interface LatestAndAll<Row> {
  /** Null before they are read. */
  readonly latest: Rows<Row> | null;
  readonly all: Rows<Row> | null;
}

/** Nothing is read yet. */
export const UNREAD: LatestAndAll<never> = { latest: null, all: null };

/** Whether there is known to be more than the latest rows. */
export function hasMore({ latest }: LatestAndAll<unknown>): boolean {
  return latest !== null && latest.rows.length < latest.total;
}

/** How many rows to read at the end of those that are known: so many more, while there are more. */
export function furtherLimit(
  {
    listing,
    read: { all },
    limit,
  }: {
    readonly listing: Rows<unknown> | null;
    readonly read: LatestAndAll<unknown>;
    readonly limit: number;
  },
  more: number,
): number {
  const isWhole = listing === null || all === null || listing.rows.length >= listing.total;
  return isWhole ? limit : all.rows.length + more;
}

/**
 * The rows as they are known; null while too few are to be shown.
 * @param isLatestFirst whether the latest rows come first in the list, so that they may stand alone.
 */
export function knownRows<Row>(
  { latest, all }: LatestAndAll<Row>,
  isLatestFirst: boolean,
  look: { readonly idOf: (row: Row) => string; readonly timeOf: (row: Row) => string },
): Rows<Row> | null {
  if (latest === null) return all;
  if (latest.rows.length >= latest.total) return latest;
  if (all === null) return isLatestFirst ? latest : null;
  const { idOf, timeOf } = look;
  const ids = new Set(latest.rows.map(idOf));
  const last = latest.rows.at(-1);
  const oldest = last === undefined ? '' : timeOf(last);
  const older = all.rows.filter((row) => !ids.has(idOf(row)) && timeOf(row) <= oldest);
  return { rows: [...latest.rows, ...older], total: latest.total };
}
