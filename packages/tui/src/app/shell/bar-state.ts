import { textWidth } from '../../present/fit-text.js';
import { type Span, span, spansWidth } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';

/**
 * What the right end of the bar says: that something is read, as fully as there is room for it,
 * and whether recording works.
 */
export function barState(state: InspectorState, room: number): Span[] {
  const recording = recordingSpans(state);
  const left = room - spansWidth(recording) - 1;
  const reading = readingTexts(state).find((text) => textWidth(text) <= left);
  return [...(reading === undefined ? [] : [span(reading, 'faint')]), ...recording];
}

/** The longest first. */
function readingTexts({ waitingSinceMs, nowMs }: InspectorState): string[] {
  if (waitingSinceMs === null || nowMs - waitingSinceMs < PATIENCE_MS) return [];
  const seconds = Math.floor((nowMs - waitingSinceMs) / 1_000);
  return [...(seconds < 2 ? [] : [`reading ${seconds} s… `]), 'reading… ', '… '];
}

/** What is read sooner is not worth a word. */
const PATIENCE_MS = 500;

/** Whether recording works. */
export function recordingSpans({ health, columns }: InspectorState): Span[] {
  if (health === null) return [];
  const { ok, short = ok ? 'recording' : 'trouble' } = health;
  const word = columns < NARROW ? '' : ` ${short}`;
  return ok
    ? [span('●', 'good'), span(`${word} `, 'faint')]
    : [span('!', 'bad'), span(`${word} `, 'bad')];
}

/** Below so many columns the sign has to do. */
const NARROW = 60;
