import { textWidth, wrap } from '../../../present/fit-text.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { type Span, span } from '../../present/line.js';

/** What of a text is laid out at most. */
const MOST_CHARACTERS = 100_000;
const MOST_LINES = 2_000;
const MOST_IN_LINE = 4_000;

/**
 * Recorded Markdown as lines of so many columns: headings, code and quotes stand out, points keep
 * their indent, nothing of the text goes.
 */
export function markdownLines(text: string, columns: number): Span[][] {
  const lines: Span[][] = [];
  let inCode = false;
  for (const raw of excerpt(text, MOST_CHARACTERS).trimEnd().split(/\r?\n/, MOST_LINES)) {
    const row = safeText(excerpt(raw.replaceAll('\t', '    '), MOST_IN_LINE));
    const fence = /^\s*(?:```|~~~)/.test(row);
    lines.push(...(inCode || fence ? codeLines(row, columns, fence) : proseLines(row, columns)));
    if (fence) inCode = !inCode;
    if (lines.length >= MOST_LINES) break;
  }
  return lines.slice(0, MOST_LINES);
}

function codeLines(row: string, columns: number, fence: boolean): Span[][] {
  return wrap(row, Math.max(1, columns - 2), MOST_LINES).map((part) => [
    span('│ ', 'faint'),
    span(part, fence ? 'faint' : 'string'),
  ]);
}

function proseLines(row: string, columns: number): Span[][] {
  if (/^#{1,6}\s/.test(row)) return wrap(row, columns, MOST_LINES).map((p) => [span(p, 'strong')]);
  const [, mark = ''] = /^(\s*(?:[-*+]|\d{1,3}[.)]|>)\s+)/.exec(row) ?? [];
  const indent = Math.min(textWidth(mark), columns >> 1);
  const parts = wrap(row.slice(mark.length), Math.max(1, columns - indent), MOST_LINES);
  return parts.map((part, index) => [
    span(index === 0 ? mark.slice(0, indent) : ' '.repeat(indent), 'accent'),
    ...inlineSpans(part, mark.trim() === '>'),
  ]);
}

/** Code and what is emphasised, signs included: no column moves. */
function inlineSpans(text: string, quoted: boolean): Span[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 2 && part.startsWith('`')) return span(part, 'string');
      if (part.length > 4 && part.startsWith('**')) return span(part, 'strong');
      return span(part, quoted ? 'faint' : 'plain');
    });
}
