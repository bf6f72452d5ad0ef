/** By which column a list is sorted. */
export interface SortOrder<By extends string> {
  readonly by: By;
  /** Against the way in which the column is usually read. */
  readonly reversed: boolean;
}

/** How rows are compared by each column; what should stand first comes out negative. */
export type Comparisons<By extends string, Row> = Readonly<
  Record<By, (one: Row, other: Row) => number>
>;

/** The order by the next column. */
export function nextSort<By extends string>(
  columns: readonly By[],
  { by }: SortOrder<By>,
): SortOrder<By> {
  const next = columns[(columns.indexOf(by) + 1) % columns.length] ?? by;
  return { by: next, reversed: false };
}

/** Rows in an order; rows that are equal by the column stay as they were, mirrored when it is reversed. */
export function sortRows<By extends string, Row>(
  rows: readonly Row[],
  comparisons: Comparisons<By, Row>,
  { by, reversed }: SortOrder<By>,
): Row[] {
  const sorted = rows.toSorted(comparisons[by]);
  return reversed ? sorted.reverse() : sorted;
}

/** The order by a column that was picked; once more, the other way round. */
export function pickedSort<By extends string>(order: SortOrder<By>, by: By): SortOrder<By> {
  return { by, reversed: order.by === by && !order.reversed };
}

/** The order that was remembered, or the usual one for what is none. */
export function rememberedSort<By extends string>(
  columns: readonly By[],
  remembered: unknown,
  usual: SortOrder<By>,
): SortOrder<By> {
  if (typeof remembered !== 'object' || remembered === null) return usual;
  const { by, reversed } = remembered as { by?: unknown; reversed?: unknown };
  const known = columns.find((column) => column === by);
  return known === undefined ? usual : { by: known, reversed: reversed === true };
}
