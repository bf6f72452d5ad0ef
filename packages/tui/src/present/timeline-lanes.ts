import type { TimelineShape } from './timeline-shape.js';

/** Where a line stands among those beside it that ran at the same time. */
export type Lane = 'first' | 'middle' | 'last';

/**
 * The lanes of what ran at the same time: lines beside each other, of one parent, of which each
 * began before all of those above, and what they started, had ended. What ran alone has none.
 * @param rows the lines that are shown.
 * @returns by line.
 */
export function lanesOf(shape: TimelineShape, rows: readonly number[]): Map<number, Lane> {
  const lanes = new Map<number, Lane>();
  const siblings = Map.groupBy(
    rows.filter((index) => (shape.nodes[index]?.depth ?? 0) > 0),
    (index) => shape.nodes[index]?.parentKey ?? null,
  );
  for (const group of siblings.values()) {
    for (const together of overlapping(shape, group)) {
      together.forEach((index, place) => {
        if (place === 0) lanes.set(index, 'first');
        else lanes.set(index, place === together.length - 1 ? 'last' : 'middle');
      });
    }
  }
  return lanes;
}

/** Runs of lines that overlap in time; lines come in the order in which they began. */
function overlapping({ wholes }: TimelineShape, indexes: readonly number[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const index of indexes) {
    const span = wholes[index] ?? null;
    if (span === null) continue;
    if (span.startMs >= until) {
      runs.push(run);
      run = [];
    }
    run.push(index);
    until = Math.max(until, span.endMs);
  }
  return [...runs, run].filter(({ length }) => length > 1);
}
