import type { TimelineNode } from '../../../present/timeline.js';
import type { Lane } from '../../../present/timeline-lanes.js';
import { ancestorsOf, countsIn, holdsAny, type TimeSpan } from '../../../present/timeline-shape.js';
import type { Span } from '../../present/line.js';
import type { BarScale } from './bar-scale.js';
import { foldedBar } from './folded-bar.js';
import type { SessionState } from './session-state.js';

/** A line of the timeline with what its columns need beside. */
export interface TimelineRow {
  readonly node: TimelineNode;
  /** The number of a turn in its session. */
  readonly number: number | null;
  /** What lies in it, where that is folded. */
  readonly inside: Inside | null;
  readonly gutter: Gutter;
  readonly time: TimeSpan | null;
  readonly scale: BarScale | null;
  readonly nowMs: number;
  /** The clock stands still: what runs has a duration to the millisecond. */
  readonly exact: boolean;
  /** Where the session works: paths in it are shown from there. */
  readonly folder: string | null;
}

/** What lies in a folded line. */
export interface Inside {
  readonly calls: number;
  readonly failures: number;
  /** When it ran. */
  readonly bar: (scale: BarScale, width: number) => readonly Span[];
}

/** What stands before a line: the lanes of what it lies in, and its own lane or mark of folding. */
interface Gutter {
  readonly above: string;
  readonly own: string;
}

/** A line of the timeline, by its index. */
export function timelineRow(
  state: SessionState,
  index: number,
  { nowMs, scale }: { readonly nowMs: number; readonly scale: BarScale | null },
): TimelineRow | null {
  const { shape, history } = state.shown;
  const node = shape.nodes[index];
  if (node === undefined) return null;
  return {
    node,
    number: shape.turnNumbers.get(index) ?? null,
    inside: isFolded(state, index)
      ? {
          ...countsIn(shape, index),
          bar: (of, width) => foldedBar(shape, index, of, { width, nowMs }),
        }
      : null,
    gutter: gutterOf(state, index),
    time: shape.spans[index] ?? null,
    scale,
    nowMs,
    exact: state.scrub !== null,
    folder: history?.session.workingDirectory ?? null,
  };
}

/** Whether something lies in a line that is not shown; a filter shows all that matches. */
function isFolded({ shown: { shape }, folded, table }: SessionState, index: number): boolean {
  if (table.filter.text.trim() !== '') return false;
  return holdsAny(shape, index) && folded.has(shape.nodes[index]?.key ?? '');
}

/** Deeper lines stay at this depth: the text needs room. */
const MAX_DEPTH = 8;

const LANES: Readonly<Record<Lane, string>> = { first: '╭ ', middle: '├ ', last: '╰ ' };

function gutterOf(state: SessionState, index: number): Gutter {
  const { shape } = state.shown;
  const { lanes } = state.rows;
  const { depth = 0 } = shape.nodes[index] ?? {};
  if (depth === 0) return { above: '', own: rootMark(state, index) };
  const above: string[] = [];
  for (const ancestor of ancestorsOf(shape, index)) {
    const lane = lanes.get(ancestor);
    above.unshift(lane === 'first' || lane === 'middle' ? '│ ' : '  ');
    if (above.length >= MAX_DEPTH) break;
  }
  const mark = isFolded(state, index) ? '▸ ' : '';
  const lane = lanes.get(index);
  return { above: above.join(''), own: (lane === undefined ? '  ' : LANES[lane]) + mark };
}

function rootMark(state: SessionState, index: number): string {
  if (!holdsAny(state.shown.shape, index)) return '  ';
  return isFolded(state, index) ? '▸ ' : '▾ ';
}
