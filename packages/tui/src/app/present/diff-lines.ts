import type { Tone } from '../../present/status.js';
import { codeSpans } from './code-spans.js';
import type { DiffHunk } from './diff-hunks.js';
import { type Span, span } from './line.js';
import { textLines } from './text-lines.js';
import { wrapSpans } from './wrap-spans.js';

/** More lines of a diff are not shown. */
const MOST_LINES = 4_000;

/** Narrower columns have no room for the numbers of lines. */
const ROOM_FOR_NUMBERS = 40;

interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
}

/**
 * A diff as its lines: numbers before and after, the sign, the text. Signs say what the colours say;
 * what has not changed is coloured as code.
 */
export function diffLines(
  hunks: readonly DiffHunk[],
  columns: number,
  language: string | null,
  isColoured = true,
): Span[][] {
  const numbered = hunks.map(numberLines);
  const last = numbered
    .flat()
    .reduce((max, { before, after }) => Math.max(max, before ?? 0, after ?? 0), 1);
  const width = columns < ROOM_FOR_NUMBERS ? 0 : String(last).length;
  const lines = numbered.flatMap((hunk, index) => [
    ...(index === 0 ? [] : [[span('┄'.repeat(Math.min(columns, 2 * width + 4)), 'faint')]]),
    ...hunkLines(hunk, { columns, width, language, isColoured }),
  ]);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), [span('… more of it is not shown', 'faint')]];
}

/** How many lines go and come. */
export function diffCounts(hunks: readonly DiffHunk[]): { removed: number; added: number } {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    removed: lines.filter((text) => text.startsWith('-')).length,
    added: lines.filter((text) => text.startsWith('+')).length,
  };
}

function numberLines({ oldStart, newStart, lines }: DiffHunk): DiffLine[] {
  let before = oldStart;
  let after = newStart;
  return lines.slice(0, MOST_LINES).flatMap((recorded): DiffLine[] => {
    const text = textLines(recorded.slice(1), 1).lines[0] ?? '';
    switch (recorded[0]) {
      case '-':
        return [{ sign: '-', before: before++, after: null, text }];
      case '+':
        return [{ sign: '+', before: null, after: after++, text }];
      // That a file has no line end at its end is no line.
      case '\\':
        return [];
      default:
        return [{ sign: ' ', before: before++, after: after++, text }];
    }
  });
}

function hunkLines(
  hunk: readonly DiffLine[],
  look: {
    readonly columns: number;
    /** Of the numbers. */
    readonly width: number;
    readonly language: string | null;
    readonly isColoured: boolean;
  },
): Span[][] {
  const { columns, width, language, isColoured } = look;
  const coloured = codeSpans(
    hunk.map(({ text }) => text),
    language,
    isColoured,
  );
  return hunk.flatMap((one, index) => {
    const tone = TONES[one.sign];
    const text = tone === 'plain' ? (coloured[index] ?? [span(one.text)]) : [span(one.text, tone)];
    const head = [
      ...(width === 0
        ? []
        : [span(`${number(one.before, width)} ${number(one.after, width)} `, 'faint')]),
      span(`${one.sign} `, tone),
    ];
    return wrapSpans([...head, ...text], columns, width === 0 ? 2 : 2 * width + 4);
  });
}

function number(value: number | null, width: number): string {
  return (value === null ? '' : String(value)).padStart(width);
}

const TONES: Readonly<Record<DiffLine['sign'], Tone>> = {
  ' ': 'plain',
  '-': 'removed',
  '+': 'added',
};
