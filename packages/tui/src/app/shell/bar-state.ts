import { type Span, span, spansWidth } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';

/** Columns that are kept for it, whatever it says: what stands at the left never moves. */
export const STATE_ROOM = 14;

/**
 * What the right end of the bar says in so many columns: that something is read, and whether
 * recording works.
 */
export function barState(state: InspectorState, room: number): Span[] {
  const recording = recordingSpans(state);
  return [...readingSpans(state, room - spansWidth(recording)), ...recording];
}

function readingSpans({ waitingSinceMs, nowMs }: InspectorState, room: number): Span[] {
  if (waitingSinceMs === null || nowMs - waitingSinceMs < PATIENCE_MS) return [];
  const seconds = Math.floor((nowMs - waitingSinceMs) / 1_000);
  const long = `reading${seconds < 2 ? '' : ` ${seconds} s`}… `;
  return [span(long.length < room ? long : '… ', 'faint')];
}

/** What is read sooner is not worth a word. */
const PATIENCE_MS = 500;

function recordingSpans({ health, columns }: InspectorState): Span[] {
  if (health === null) return [];
  const { ok, short = ok ? 'recording' : 'trouble' } = health;
  const word = columns < NARROW ? '' : ` ${short}`;
  return ok
    ? [span('●', 'good'), span(`${word} `, 'faint')]
    : [span('!', 'bad'), span(`${word} `, 'bad')];
}

/** Below so many columns the sign has to do. */
const NARROW = 60;
