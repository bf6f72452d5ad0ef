import { excerpt, safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import { type Span, span } from './line.js';

/** JSON as lines with its parts in tones; a text that is none as it is. At most so many lines. */
export function jsonLines(text: string, most = 1_000): Span[][] {
  const lines = pretty(text).split('\n', most + 1);
  const shown = lines.slice(0, most).map((line) => jsonSpans(safeText(excerpt(line))));
  return lines.length > most ? [...shown, [span('…', 'faint')]] : shown;
}

function pretty(text: string): string {
  if (text.length > MOST_PARSED) return excerpt(text, MOST_PARSED);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Longer ones would take longer than a frame has. */
const MOST_PARSED = 500_000;

/** A name with its colon, another text, a number, a word. */
const PART =
  /(?<name>"(?:[^"\\]|\\.)*")(?=:)|(?<text>"(?:[^"\\]|\\.)*"?)|(?<number>-?\d[\d.eE+-]*)|(?<word>\b(?:true|false|null)\b)/g;

const TONES: readonly (readonly [part: string, tone: Tone])[] = [
  ['name', 'accent'],
  ['text', 'string'],
  ['number', 'number'],
  ['word', 'keyword'],
];

function jsonSpans(line: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of line.matchAll(PART)) {
    if (match.index > at) spans.push(span(line.slice(at, match.index), 'faint'));
    const [, tone] = TONES.find(([part]) => match.groups?.[part] !== undefined) ?? ['', 'plain'];
    spans.push(span(match[0], tone as Tone));
    at = match.index + match[0].length;
  }
  return at < line.length ? [...spans, span(line.slice(at), 'faint')] : spans;
}
