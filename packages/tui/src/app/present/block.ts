import type { JsonValue } from '@spoor/core';
import type { Tone } from '../../present/status.js';
import { codeTools } from './code-colours.js';
import { codeSpans } from './code-spans.js';
import type { DiffHunk } from './diff-hunks.js';
import { diffHunks } from './diff-hunks.js';
import { diffLines } from './diff-lines.js';
import { jsonLines } from './json-lines.js';
import { type Span, span } from './line.js';
import { markdownLines } from './markdown-lines.js';
import { textLines } from './text-lines.js';
import { wrapSpans } from './wrap-spans.js';

/** A recorded text and how it is shown. */
export type Block =
  /** Lines that are made already; each is cut, not broken. */
  | { readonly kind: 'lines'; readonly lines: readonly (readonly Span[])[] }
  | { readonly kind: 'plain'; readonly text: string; readonly tone?: Tone }
  | { readonly kind: 'markdown'; readonly text: string }
  /** With `first`, numbered from there. */
  | {
      readonly kind: 'code';
      readonly text: string;
      readonly language: string | null;
      readonly first?: number;
    }
  | { readonly kind: 'json'; readonly value: JsonValue }
  | {
      readonly kind: 'hunks';
      readonly hunks: readonly DiffHunk[];
      readonly language: string | null;
    }
  | {
      readonly kind: 'change';
      readonly before: string;
      readonly after: string;
      readonly language: string | null;
    };

/** More lines of a text are not laid out. */
const MOST_LINES = 4_000;

/** A block as it is laid out: without colours for its breaks, with them to be seen. */
interface LaidOut {
  readonly columns: number;
  readonly tools: unknown;
  plain?: readonly (readonly Span[])[];
  coloured?: readonly (readonly Span[])[];
}

const LAID_OUT = new WeakMap<Block, LaidOut>();

/**
 * The lines of a block in so many columns; laid out once as long as the width stays.
 * @param isColoured whether code is coloured: it breaks in the same places without.
 */
export function blockLines(
  block: Block,
  columns: number,
  isColoured = true,
): readonly (readonly Span[])[] {
  const tools = codeTools();
  let known = LAID_OUT.get(block);
  if (known?.columns !== columns || known.tools !== tools) {
    known = { columns, tools };
    LAID_OUT.set(block, known);
  }
  const which = isColoured ? 'coloured' : 'plain';
  const lines = known[which] ?? layOut(block, Math.max(1, columns), isColoured);
  known[which] = lines;
  return lines;
}

function layOut(block: Block, columns: number, isColoured: boolean): readonly (readonly Span[])[] {
  switch (block.kind) {
    case 'lines':
      return block.lines;
    case 'plain': {
      const { lines, left } = textLines(block.text.trimEnd(), MOST_LINES);
      const wrapped = lines.flatMap((text) => wrapSpans([span(text, block.tone)], columns));
      return [...wrapped, ...moreLines(left)];
    }
    case 'markdown':
      return markdownLines(block.text, columns, MOST_LINES, isColoured);
    case 'code':
      return codeLines(block, columns, isColoured);
    case 'json':
      return jsonLines(block.value).flatMap((spans) => wrapSpans(spans, columns, hangOf(spans)));
    case 'hunks':
      return diffLines(block.hunks, columns, block.language, isColoured);
    case 'change':
      return diffLines(hunksOf(block), columns, block.language, isColoured);
  }
}

function codeLines(
  { text, language, first }: Extract<Block, { kind: 'code' }>,
  columns: number,
  isColoured: boolean,
): Span[][] {
  const { lines, left } = textLines(text.replace(/\n$/, ''), MOST_LINES);
  const coloured = codeSpans(lines, language, isColoured);
  const width = first === undefined ? 0 : String(first + lines.length - 1).length + 1;
  return [
    ...coloured.flatMap((spans, index) => {
      const number =
        first === undefined ? [] : [span(`${`${first + index}`.padStart(width - 1)} `, 'faint')];
      return wrapSpans([...number, ...spans], columns, width);
    }),
    ...moreLines(left),
  ];
}

/** Comparing texts may take long: it is done once. */
function hunksOf(block: Extract<Block, { kind: 'change' }>): readonly DiffHunk[] {
  const tools = codeTools();
  const known = COMPARED.get(block);
  if (known?.tools === tools) return known.hunks;
  const hunks = diffHunks(block.before, block.after);
  COMPARED.set(block, { tools, hunks });
  return hunks;
}

const COMPARED = new WeakMap<Block, { tools: unknown; hunks: readonly DiffHunk[] }>();

function moreLines(left: number): Span[][] {
  return left === 0 ? [] : [[span(`… ${left} more lines`, 'faint')]];
}

/** A value that is broken goes on under its beginning. */
function hangOf(spans: readonly Span[]): number {
  return (/^ */.exec(spans[0]?.text ?? '')?.[0].length ?? 0) + 2;
}
