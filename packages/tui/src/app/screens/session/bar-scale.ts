import { formatDuration } from '../../../present/duration.js';
import { clockAt } from '../../../present/relative-time.js';
import { type TimeSpan, wholeSpan } from '../../../present/timeline-shape.js';
import { barScale } from '../../present/duration-bar.js';
import type { TimePart } from '../../present/time-bar.js';
import type { SessionState } from './session-state.js';

/** What bars are measured by: when it begins, how long it is, and how its ends are named. */
export interface BarScale {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly begin: string;
  readonly end: string;
}

/** Gives the scale of a line's bar, by the line's index: that of its turn, or of the session. */
export function barScales(
  { shown: { shape, measure }, scale }: SessionState,
  nowMs: number,
): (index: number) => BarScale | null {
  if (scale === 'session') {
    const span = wholeSpan(measure);
    const whole = span === null ? null : sessionScale(span, nowMs);
    return () => whole;
  }
  const known = new Map<number, BarScale | null>();
  return (index) => {
    const root = shape.roots[index] ?? -1;
    const before = known.get(root);
    if (before !== undefined) return before;
    const place = measure.places.get(shape.nodes[root]?.key ?? '') ?? -1;
    const span = measure.wholes[place] ?? null;
    const found = span === null ? null : turnScale(span, nowMs);
    known.set(root, found);
    return found;
  };
}

/** Where something lies on a scale. */
export function partOf({ startMs, lengthMs }: BarScale, time: TimeSpan, nowMs: number): TimePart {
  const endMs = endOf(time, nowMs);
  return { from: (time.startMs - startMs) / lengthMs, to: (endMs - startMs) / lengthMs };
}

function turnScale(span: TimeSpan, nowMs: number): BarScale {
  const { startMs } = span;
  const lengthMs = lengthOf(span, nowMs);
  return { startMs, lengthMs, begin: '0', end: formatDuration(lengthMs) };
}

function sessionScale(span: TimeSpan, nowMs: number): BarScale {
  const { startMs } = span;
  const lengthMs = lengthOf(span, nowMs);
  return { startMs, lengthMs, begin: clockAt(startMs), end: clockAt(startMs + lengthMs) };
}

/** While something runs, the scale stays for some time and its bars grow. */
function lengthOf({ startMs, endMs }: TimeSpan, nowMs: number): number {
  if (endMs !== Number.POSITIVE_INFINITY) return Math.max(1, endMs - startMs);
  return barScale([nowMs - startMs]);
}

function endOf({ startMs, endMs }: TimeSpan, nowMs: number): number {
  return endMs === Number.POSITIVE_INFINITY ? Math.max(startMs, nowMs) : endMs;
}
