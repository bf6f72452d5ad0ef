import { type Span, span } from './line.js';

/** Letters of ASCII in small ones: lengths stay, as the database's own search has it. */
export function foldCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

/** Shows where a text is found in a line, across its pieces. */
export function markMatches(spans: readonly Span[], wanted: string): readonly Span[] {
  if (wanted === '') return spans;
  const needle = foldCase(wanted);
  const whole = foldCase(spans.map(({ text }) => text).join(''));
  const found: number[] = [];
  for (let at = whole.indexOf(needle); at >= 0; at = whole.indexOf(needle, at + needle.length)) {
    found.push(at);
  }
  if (found.length === 0) return spans;
  const result: Span[] = [];
  let start = 0;
  for (const { text, tone } of spans) {
    let from = 0;
    for (const at of found) {
      const begin = Math.max(from, Math.min(at - start, text.length));
      const end = Math.max(begin, Math.min(at + needle.length - start, text.length));
      if (end === begin) continue;
      if (begin > from) result.push(span(text.slice(from, begin), tone));
      result.push(span(text.slice(begin, end), 'match'));
      from = end;
    }
    if (from < text.length) result.push(span(text.slice(from), tone));
    start += text.length;
  }
  return result;
}
