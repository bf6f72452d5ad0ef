import { textWidth } from '../../present/fit-text.js';
import { barPlaces } from './bar-places.js';
import { type Span, span } from './line.js';

/** The ground line of a chart of bars; the bar that is looked at is marked on it. */
export function groundSpans(bars: number, width: number, chosen: number | null): Span[] {
  const { first, count, bar, step } = barPlaces(bars, width);
  const place = chosen === null ? -1 : chosen - first;
  if (place < 0 || place >= count) return [span('─'.repeat(Math.max(0, width)), 'faint')];
  const start = place * step;
  return [
    span('─'.repeat(start), 'faint'),
    span('▲'.repeat(bar), 'accent'),
    span('─'.repeat(Math.max(0, width - start - bar)), 'faint'),
  ];
}

/**
 * The labels below bars, each where its bar begins; those that have no room are left out, but the
 * weighty ones, such as the first day of a month, come before the others.
 */
export function labelText(
  labels: readonly { readonly text: string; readonly weighty: boolean }[],
  width: number,
): string {
  const { first, step } = barPlaces(labels.length, width);
  const taken: { start: number; end: number; text: string }[] = [];
  const place = (text: string, index: number, gap: number) => {
    const start = (index - first) * step;
    const end = start + textWidth(text);
    if (start < 0 || end > width) return;
    if (taken.some((other) => start < other.end + gap && other.start < end + gap)) return;
    taken.push({ start, end, text });
  };
  for (const weighty of [true, false]) {
    labels.forEach((label, index) => {
      if (label.weighty === weighty) place(label.text, index, weighty ? 1 : 2);
    });
  }
  let line = '';
  for (const { start, text } of taken.toSorted((a, b) => a.start - b.start)) {
    line += ' '.repeat(Math.max(0, start - textWidth(line))) + text;
  }
  return line + ' '.repeat(Math.max(0, width - textWidth(line)));
}
