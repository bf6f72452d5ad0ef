import type { JsonValue } from '@spoor/core';
import { excerpt, safeText } from '../../present/safe-text.js';
import { type Span, span } from './line.js';

/** More lines of a value are not shown. */
const MOST_LINES = 4_000;
/** Deeper values are shown as dots. */
const MOST_DEPTH = 40;
/** More of a text in it is left out in its middle. */
const TEXT_LENGTH = 4_000;

/** JSON laid out and coloured, a line for each value. */
export function jsonLines(value: JsonValue): Span[][] {
  const lines: Span[][] = [];
  add(lines, [], value, 0, '');
  return lines.length < MOST_LINES
    ? lines
    : [...lines, [span('… more of it is not shown', 'faint')]];
}

function add(lines: Span[][], head: Span[], value: JsonValue, depth: number, end: string): void {
  if (lines.length >= MOST_LINES) return;
  const indent = span('  '.repeat(depth));
  const start = depth === 0 ? head : [indent, ...head];
  if (typeof value !== 'object' || value === null) {
    lines.push([...start, scalar(value), span(end, 'faint')]);
    return;
  }
  const isList = Array.isArray(value);
  const entries = isList ? value.map((one) => [null, one] as const) : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0 || depth >= MOST_DEPTH) {
    lines.push([
      ...start,
      span(`${open}${entries.length === 0 ? '' : '…'}${close}${end}`, 'faint'),
    ]);
    return;
  }
  lines.push([...start, span(open, 'faint')]);
  for (const [index, [name, one]] of entries.entries()) {
    if (lines.length >= MOST_LINES) return;
    const label = name === null ? [] : [span(quoted(name, 200), 'accent'), span(': ', 'faint')];
    add(lines, label, one, depth + 1, index === entries.length - 1 ? '' : ',');
  }
  lines.push([...(depth === 0 ? [] : [indent]), span(close + end, 'faint')]);
}

function scalar(value: string | number | boolean | null): Span {
  if (typeof value === 'string') return span(quoted(value, TEXT_LENGTH), 'string');
  return span(String(value), typeof value === 'number' ? 'number' : 'keyword');
}

function quoted(text: string, length: number): string {
  return safeText(JSON.stringify(excerpt(text, length)));
}
