import { textWidth } from '../../../present/fit-text.js';
import type { FoundText } from '../../../present/found-text.js';
import { type Span, span } from '../../present/line.js';

/** A found text with its marks, begun so late that the first mark is in sight. */
export function snippetSpans({ text, marks }: FoundText, columns: number): Span[] {
  const start = startOf(text, marks[0]?.[0] ?? 0, columns);
  const spans: Span[] = start === 0 ? [] : [span('…', 'faint')];
  let at = start;
  for (const [from, to] of marks) {
    if (to <= at) continue;
    if (from > at) spans.push(span(text.slice(at, from)));
    spans.push(span(text.slice(Math.max(at, from), to), 'match'));
    at = to;
  }
  return at < text.length ? [...spans, span(text.slice(at))] : spans;
}

/** Behind a blank, a third of the width before the mark. */
function startOf(text: string, mark: number, columns: number): number {
  const before = text.slice(0, mark);
  if (textWidth(before) <= columns / 2) return 0;
  const room = Math.max(1, Math.floor(columns / 3));
  const near = mark - Math.min(mark, room);
  const blank = text.indexOf(' ', near);
  return blank >= 0 && blank < mark ? blank + 1 : mark;
}
