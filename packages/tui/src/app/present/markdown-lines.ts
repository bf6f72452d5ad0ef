import type { Tone } from '../../present/status.js';
import { languageNamed } from './code-language.js';
import { codeSpans } from './code-spans.js';
import { type Span, span } from './line.js';
import { textLines } from './text-lines.js';
import { wrapSpans } from './wrap-spans.js';

/**
 * Markdown as one reads it in a terminal: headings and bold strong, lists with their hanging indent,
 * code coloured behind a bar. What isn't understood stays as it was written.
 */
export function markdownLines(
  text: string,
  columns: number,
  most: number,
  isColoured = true,
): Span[][] {
  const { lines, left } = textLines(text.trimEnd(), most);
  const result: Span[][] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = FENCE.exec(line);
    if (fence === null) {
      result.push(...proseLine(line, columns));
      continue;
    }
    const end = endOfFence(lines, index + 1, fence[1] ?? '```');
    result.push(
      ...fencedLines(lines.slice(index + 1, end), {
        word: firstWord(fence[2]),
        columns,
        isColoured,
      }),
    );
    index = end;
  }
  return left === 0 ? result : [...result, [span(`… ${left} more lines`, 'faint')]];
}

/** What opens a block of code, and what stands behind it: its language, first of all. */
const FENCE = /^ {0,8}(`{3,}|~{3,}(?!~))([^`]*)$/;

function firstWord(text = ''): string {
  return /\S+/.exec(text)?.[0] ?? '';
}

function endOfFence(lines: readonly string[], from: number, fence: string): number {
  const found = lines.findIndex(
    (line, index) =>
      index >= from && line.trim().startsWith(fence) && /^([`~])\1*$/.test(line.trim()),
  );
  return found < 0 ? lines.length : found;
}

function fencedLines(
  lines: readonly string[],
  { word, columns, isColoured }: { word: string; columns: number; isColoured: boolean },
): Span[][] {
  return codeSpans(lines, languageNamed(word), isColoured).flatMap((spans) =>
    wrapSpans(spans, Math.max(1, columns - 2)).map((part) => [span('│ ', 'faint'), ...part]),
  );
}

/** A heading may end as it begins. */
const CLOSING_MARKS = /(?:^|(?<! ) +)#+$/;

function proseLine(line: string, columns: number): Span[][] {
  const heading = /^ {0,3}#{1,6} +(?! )(.*)/s.exec(line);
  if (heading !== null) {
    const title = (heading[1] ?? '').replace(CLOSING_MARKS, '');
    return wrapSpans(inline(title, 'strong'), columns);
  }
  if (/^ {0,3}([-*_])(?: *\1){2,} *$/.test(line)) {
    return [[span('─'.repeat(Math.min(columns, 24)), 'faint')]];
  }
  const quote = /^ {0,3}> ?(.*)$/.exec(line);
  if (quote !== null) {
    const inside = inline(quote[1] ?? '', 'faint');
    return wrapSpans(inside, Math.max(1, columns - 2)).map((part) => [
      span('│ ', 'faint'),
      ...part,
    ]);
  }
  const item = /^( *)([-*+]|\d{1,9}[.)])( +)(.*)/s.exec(line);
  if (item !== null) {
    const [, indent = '', mark = '', space = '', rest = ''] = item;
    const head = `${indent}${/\d/.test(mark) ? mark : '•'}${space}`;
    return wrapSpans([span(head), ...inline(rest, 'plain')], columns, head.length);
  }
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  return wrapSpans(inline(line, 'plain'), columns, indent);
}

const INLINE =
  /(?<!`)(`+)([^`](?:.*?[^`])?)\1(?!`)|\*\*(?=\S)(.+?)(?<=\S)\*\*|\[([^[\]]+)\]\(([^()\s]+)\)/g;

/** Bold, code and links of a line; longer lines than people write are left as they are. */
function inline(line: string, tone: Tone): Span[] {
  if (line.length > LONGEST_STYLED) return [span(line, tone)];
  const spans: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, , code, bold, label, target] = match;
    if (match.index > from) spans.push(span(line.slice(from, match.index), tone));
    if (code !== undefined) spans.push(span(code, 'accent'));
    else if (bold !== undefined) spans.push(span(bold, 'strong'));
    else spans.push(span(label ?? '', tone), span(` (${target ?? ''})`, 'faint'));
    from = match.index + whole.length;
  }
  if (from < line.length || spans.length === 0) spans.push(span(line.slice(from), tone));
  return spans;
}

const LONGEST_STYLED = 2_000;
