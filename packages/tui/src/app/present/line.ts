import { cutEnd, textWidth } from '../../present/fit-text.js';
import type { Tone } from '../../present/status.js';

/** A piece of a line in one tone. Its text is safe: the terminal obeys nothing in it. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of the screen. */
export interface Line {
  readonly spans: readonly Span[];
  /** The line that the keys act on. */
  readonly selected: boolean;
}

/** A piece of a line. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** A line of exactly so many columns: cut or filled. */
export function line(spans: readonly Span[], columns: number, selected = false): Line {
  const kept: Span[] = [];
  let left = columns;
  for (const { text, tone } of spans) {
    if (left <= 0) break;
    const shown = cutEnd(text, left);
    left -= textWidth(shown);
    if (shown !== '') kept.push({ text: shown, tone });
  }
  if (left > 0) kept.push(span(' '.repeat(left)));
  return { spans: kept, selected };
}

/** A line with something at its left and something at its right; the right one goes first. */
export function spread(left: readonly Span[], right: readonly Span[], columns: number): Line {
  const rightWidth = spansWidth(right);
  if (rightWidth + 2 > columns) return line(left, columns);
  const start = line(left, columns - rightWidth - 1);
  return line([...start.spans, span(' '), ...right], columns);
}

/** How many columns pieces take together. */
export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

/** A line's text, as a reader sees it. */
export function lineText({ spans }: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** Whether two lines look the same. */
export function sameLine(a: Line, b: Line): boolean {
  return (
    a.selected === b.selected &&
    a.spans.length === b.spans.length &&
    a.spans.every((s, i) => s.text === b.spans[i]?.text && s.tone === b.spans[i]?.tone)
  );
}
