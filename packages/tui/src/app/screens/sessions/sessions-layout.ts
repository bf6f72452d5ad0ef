import type { Surroundings } from '../../state/screen.js';

/** What stands above the rows: the line of counts, and the titles of the columns. */
export function headLines({ rows }: Pick<Surroundings, 'rows'>): {
  counts: number;
  titles: number;
} {
  return { counts: rows >= 3 ? 1 : 0, titles: rows >= 4 ? 1 : 0 };
}

/** How many rows the list has room for. */
export function sessionsHeight(around: Pick<Surroundings, 'rows'>): number {
  const { counts, titles } = headLines(around);
  return Math.max(1, around.rows - counts - titles);
}
