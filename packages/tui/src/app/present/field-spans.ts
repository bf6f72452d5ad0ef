import { textWidth } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import type { TextField } from '../state/text-field.js';
import { type Span, span } from './line.js';

/** A line that is being typed, in so many columns: what is around the cursor stays in sight. */
export function fieldSpans({ text, cursor }: TextField, columns: number): Span[] {
  const before = safeText(text.slice(0, cursor));
  const rest = [...text.slice(cursor)];
  const at = rest.shift();
  const shown = tail(before, Math.max(0, columns - 1));
  return [
    span(shown),
    span(at === undefined ? ' ' : safeText(at), 'cursor'),
    span(safeText(rest.join(''))),
  ];
}

function tail(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  const characters = [...text];
  let start = characters.length;
  for (let left = columns - 1; start > 0; start -= 1) {
    left -= textWidth(characters[start - 1] ?? '');
    if (left < 0) break;
  }
  return `…${characters.slice(start).join('')}`;
}
