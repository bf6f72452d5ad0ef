import { excerpt, safeText } from '../../present/safe-text.js';

/** Lines of a recorded text that are safe to show, and how many more it has. */
export interface TextLines {
  readonly lines: readonly string[];
  readonly left: number;
}

/** More of a line is left out in its middle, characters. */
const LINE_LENGTH = 4_000;

const TAB = 4;

/**
 * The lines of a recorded text: tabs become spaces, colours that a program printed are left out,
 * whatever else would drive the terminal is shown by stand-ins.
 * @param most how many of them are taken.
 */
export function textLines(text: string, most: number): TextLines {
  const all = splitLines(text, most);
  return { lines: all.lines.map(lineOf), left: all.left };
}

/** Splits no more than is taken: a text may have a million lines. */
function splitLines(text: string, most: number): { lines: string[]; left: number } {
  const lines: string[] = [];
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    if (lines.length === most) return { lines, left: countLines(text, from) };
    lines.push(text.slice(from, end < 0 ? undefined : end));
    if (end < 0) break;
    from = end + 1;
  }
  return { lines, left: 0 };
}

function countLines(text: string, from: number): number {
  let count = 1;
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function lineOf(line: string): string {
  const shown = excerpt(line.endsWith('\r') ? line.slice(0, -1) : line, LINE_LENGTH);
  return safeText(withoutTabs(shown.includes('\u001b') ? shown.replace(COLOURS, '') : shown));
}

const COLOURS = /\u001b\[[\d;:]*m/g;

function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let result = '';
  for (const part of line.split('\t').slice(0, -1)) {
    result += part;
    result += ' '.repeat(TAB - (result.length % TAB));
  }
  return result + line.slice(line.lastIndexOf('\t') + 1);
}
