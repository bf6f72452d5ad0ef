import type { Snippet } from '@spoor/storage';
import { withoutClientTags } from './prompt-text.js';
import { safeText } from './safe-text.js';

/** A part of a text that is safe to show, and where in it what was looked for stands. */
export interface FoundText {
  readonly text: string;
  /** `[from, to)` in UTF-16 units, in order. */
  readonly marks: readonly (readonly [from: number, to: number])[];
}

/** Makes what was found safe to show; that may lengthen it, so it is done part by part. */
export function foundText({ text, marks, cutBefore, cutAfter }: Snippet): FoundText {
  const shown = { text: cutBefore ? '…' : '', marks: [] as [number, number][] };
  let at = 0;
  for (const [from, to] of marks) {
    shown.text += partText(text.slice(at, from));
    const start = shown.text.length;
    shown.text += partText(text.slice(from, to));
    shown.marks.push([start, shown.text.length]);
    at = to;
  }
  return {
    text: `${shown.text}${partText(text.slice(at))}${cutAfter ? '…' : ''}`,
    marks: shown.marks,
  };
}

function partText(text: string): string {
  return safeText(withoutClientTags(text).replace(/[\t\r\n ]+/g, ' '));
}
