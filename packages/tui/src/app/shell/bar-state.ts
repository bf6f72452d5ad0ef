import { type Span, span } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';

/** What the right end of the bar says: that something is read, and whether recording works. */
export function barState(state: InspectorState): Span[] {
  return [...readingSpans(state), ...recordingSpans(state)];
}

function readingSpans({ waitingSinceMs, nowMs }: InspectorState): Span[] {
  if (waitingSinceMs === null || nowMs - waitingSinceMs < PATIENCE_MS) return [];
  const seconds = Math.floor((nowMs - waitingSinceMs) / 1_000);
  return [span(`reading${seconds < 2 ? '' : ` ${seconds} s`}… `, 'faint')];
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
