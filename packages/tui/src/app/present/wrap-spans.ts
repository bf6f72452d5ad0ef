import { graphemes, textWidth } from '../../present/fit-text.js';
import { type Span, span, spansWidth } from './line.js';

/**
 * Breaks pieces of a line into lines of so many columns, behind a space where one is near; nothing
 * is left out.
 * @param hang columns by which all lines but the first are indented.
 */
export function wrapSpans(spans: readonly Span[], columns: number, hang = 0): Span[][] {
  if (fits(spans, columns)) return [[...spans]];
  const indent = columns - hang >= LEAST_ROOM ? hang : 0;
  const lines: Span[][] = [];
  let rest: readonly Span[] = spans;
  while (rest.length > 0) {
    const room = Math.max(1, columns - (lines.length === 0 ? 0 : indent));
    const [line, after] = takeLine(rest, room);
    lines.push(lines.length === 0 || indent === 0 ? line : [span(' '.repeat(indent)), ...line]);
    rest = after;
  }
  return lines;
}

/** A narrower column is of no use. */
const LEAST_ROOM = 16;

function takeLine(spans: readonly Span[], columns: number): [Span[], readonly Span[]] {
  if (fits(spans, columns)) return [[...spans], []];
  const taken: Span[] = [];
  let left = columns;
  for (const [index, one] of spans.entries()) {
    if (fits([one], left)) {
      taken.push(one);
      left -= textWidth(one.text);
      continue;
    }
    const start = startOf(one.text, left, taken.length === 0);
    const whole = start === '' ? taken : [...taken, { ...one, text: start }];
    const after = [{ ...one, text: one.text.slice(start.length) }, ...spans.slice(index + 1)];
    return atSpace(whole, after, columns);
  }
  return [taken, []];
}

/** Whether pieces fit; of what can't, nothing is measured: what is left of a long line is long. */
function fits(spans: readonly Span[], columns: number): boolean {
  const length = spans.reduce((sum, { text }) => sum + text.length, 0);
  return length <= columns * LONGEST_CHARACTER && spansWidth(spans) <= columns;
}

/** As much of a text as fits; one character at least where nothing else is on the line. */
function startOf(text: string, columns: number, isFirst: boolean): string {
  let end = 0;
  let left = columns;
  for (const character of graphemes(text.slice(0, columns * LONGEST_CHARACTER))) {
    left -= textWidth(character);
    if (left < 0) return end === 0 && isFirst ? character : text.slice(0, end);
    end += character.length;
  }
  return text.slice(0, end);
}

/** A character of several marks has no more code units for each of its columns. */
const LONGEST_CHARACTER = 16;

/** Moves what stands behind the last space to the next line, unless that is half of the line. */
function atSpace(
  line: readonly Span[],
  after: readonly Span[],
  columns: number,
): [Span[], readonly Span[]] {
  let moved = 0;
  for (let index = line.length - 1; index >= 0; index -= 1) {
    const one = line[index];
    if (one === undefined) break;
    const space = one.text.lastIndexOf(' ');
    moved += textWidth(one.text.slice(space + 1));
    if (moved > columns / 2) break;
    if (space < 0) continue;
    const kept = [...line.slice(0, index), { ...one, text: one.text.slice(0, space + 1) }];
    const next = [{ ...one, text: one.text.slice(space + 1) }, ...line.slice(index + 1)];
    return [kept, joined([...next.filter(({ text }) => text !== ''), ...after])];
  }
  return [[...line], after];
}

/** Parts of one piece that was broken are one again. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const one of spans) {
    const last = result.at(-1);
    if (last?.tone === one.tone)
      result[result.length - 1] = { ...last, text: last.text + one.text };
    else result.push(one);
  }
  return result;
}
