import type { TimelineNode } from './timeline.js';

/** When a line began and ended, ms since 1970. */
export interface TimeSpan {
  readonly startMs: number;
  /** `Infinity` while it runs. */
  readonly endMs: number;
}

/**
 * A timeline with what folding, jumping and drawing ask of its lines, worked out once: lines are
 * named by their index.
 */
export interface TimelineShape {
  readonly nodes: readonly TimelineNode[];
  /** By key, where a line is. */
  readonly places: ReadonlyMap<string, number>;
  /** The line that a line lies in; −1 at the outermost level. */
  readonly parents: Int32Array;
  /** Behind the last of what lies in a line. */
  readonly ends: Int32Array;
  /** The line at the outermost level that a line lies in: mostly its turn. */
  readonly roots: Int32Array;
  /** How many calls there are before a line; one more than there are lines. */
  readonly callsBefore: Int32Array;
  readonly failuresBefore: Int32Array;
  /** By line; null for one of which nothing tells when it was. */
  readonly spans: readonly (TimeSpan | null)[];
  /** The same with all that lies in a line: what it started may outlast it. */
  readonly wholes: readonly (TimeSpan | null)[];
  /** By line of a turn, its number in the session. */
  readonly turnNumbers: ReadonlyMap<number, number>;
  /** Whether it is known of any line what it took. */
  readonly hasUsage: boolean;
}

/** Works out the shape of a timeline. */
export function shapeOf(nodes: readonly TimelineNode[]): TimelineShape {
  const spans = nodes.map(spanOf);
  const { parents, ends, roots } = nesting(nodes);
  return {
    nodes,
    places: new Map(nodes.map(({ key }, index) => [key, index])),
    parents,
    ends,
    roots,
    callsBefore: countsBefore(nodes, ({ kind }) => kind === 'call'),
    failuresBefore: countsBefore(nodes, isFailure),
    spans,
    wholes: wholesOf(spans, parents),
    turnNumbers: turnNumbersOf(nodes),
    hasUsage: nodes.some(({ usage }) => usage !== null),
  };
}

/** Whether a line is one that failed. */
export function isFailure({ status }: TimelineNode): boolean {
  return status === 'failure';
}

/** How much lies in a line. */
export function countsIn(
  { ends, callsBefore, failuresBefore }: TimelineShape,
  index: number,
): { readonly calls: number; readonly failures: number } {
  const end = ends[index] ?? index;
  const between = (counts: Int32Array) => (counts[end] ?? 0) - (counts[index + 1] ?? 0);
  return { calls: between(callsBefore), failures: between(failuresBefore) };
}

/** Whether anything lies in a line. */
export function holdsAny({ ends }: TimelineShape, index: number): boolean {
  return (ends[index] ?? 0) > index + 1;
}

/** The lines that a line lies in, the innermost first. */
export function* ancestorsOf({ parents }: TimelineShape, index: number): Generator<number> {
  for (let at = parents[index] ?? -1; at >= 0; at = parents[at] ?? -1) yield at;
}

function spanOf({ startedAt, durationMs, status }: TimelineNode): TimeSpan | null {
  const startMs = startedAt === null ? Number.NaN : Date.parse(startedAt);
  if (Number.isNaN(startMs)) return null;
  if (status === 'running') return { startMs, endMs: Number.POSITIVE_INFINITY };
  return { startMs, endMs: startMs + Math.max(0, durationMs ?? 0) };
}

function nesting(nodes: readonly TimelineNode[]) {
  const parents = new Int32Array(nodes.length);
  const ends = new Int32Array(nodes.length);
  const roots = new Int32Array(nodes.length);
  const open: number[] = [];
  nodes.forEach(({ depth }, index) => {
    while (open.length > depth) ends[open.pop() ?? 0] = index;
    parents[index] = open.at(-1) ?? -1;
    open.push(index);
    roots[index] = open[0] ?? index;
  });
  for (const index of open) ends[index] = nodes.length;
  return { parents, ends, roots };
}

function countsBefore(
  nodes: readonly TimelineNode[],
  isCounted: (node: TimelineNode) => boolean,
): Int32Array {
  const counts = new Int32Array(nodes.length + 1);
  nodes.forEach((node, index) => {
    counts[index + 1] = (counts[index] ?? 0) + (isCounted(node) ? 1 : 0);
  });
  return counts;
}

function wholesOf(spans: readonly (TimeSpan | null)[], parents: Int32Array): (TimeSpan | null)[] {
  const wholes = [...spans];
  for (let index = wholes.length - 1; index >= 0; index -= 1) {
    const parent = parents[index] ?? -1;
    if (parent >= 0) wholes[parent] = union(wholes[parent] ?? null, wholes[index] ?? null);
  }
  return wholes;
}

function union(a: TimeSpan | null, b: TimeSpan | null): TimeSpan | null {
  if (a === null || b === null) return a ?? b;
  return { startMs: Math.min(a.startMs, b.startMs), endMs: Math.max(a.endMs, b.endMs) };
}

/** From the first begin to the last end of all; null when nothing tells. */
export function wholeSpan({ nodes, wholes }: TimelineShape): TimeSpan | null {
  return nodes.reduce<TimeSpan | null>(
    (whole, { depth }, index) => (depth === 0 ? union(whole, wholes[index] ?? null) : whole),
    null,
  );
}

function turnNumbersOf(nodes: readonly TimelineNode[]): Map<number, number> {
  const numbers = new Map<number, number>();
  nodes.forEach(({ kind }, index) => {
    if (kind === 'turn') numbers.set(index, numbers.size + 1);
  });
  return numbers;
}
