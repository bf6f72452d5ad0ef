import { type Block, blockLines } from './block.js';
import { blockPreview } from './block-preview.js';
import { codeTools } from './code-colours.js';
import { type Span, span, spread } from './line.js';

/** A text as it was recorded, for the clipboard and the pager; `name` tells what it is by its ending. */
export interface Source {
  readonly text: string;
  readonly name: string;
}

/** A part of a text that folds as a whole: a head, and a body under it. */
export interface Piece {
  /** Stays the same while the text grows. */
  readonly key: string;
  /** Pieces of one sort fold together. */
  readonly sort: string;
  /** When it was, for the margin. */
  readonly time?: string;
  readonly head: readonly Span[];
  /** At the right end of the head. */
  readonly note?: readonly Span[];
  readonly body: readonly Block[];
  /** So many lines of the body are seen while it is folded. */
  readonly preview: number;
  readonly isFolded: boolean;
  /** Columns by which it lies deeper than others. */
  readonly indent?: number;
  /** Whether a line is left free above it. */
  readonly isApart: boolean;
  readonly source: () => Source | null;
}

/** Columns of the margin for the time. */
const TIME = 9;
/** Narrower columns have no such margin. */
const ROOM_FOR_TIME = 60;
/** Columns of the mark that tells whether it is folded. */
const MARK = 2;
/** Longer lines of prose are hard to read. */
const PROSE = 110;

interface LaidOut {
  readonly columns: number;
  readonly isFolded: boolean;
  readonly tools: unknown;
  plain?: readonly (readonly Span[])[];
  coloured?: readonly (readonly Span[])[];
}

const LAID_OUT = new WeakMap<Piece, LaidOut>();

/**
 * The lines of a piece; laid out once as long as nothing about it changes.
 * @param isColoured whether code is coloured: the lines are as many without.
 */
export function pieceLines(
  piece: Piece,
  isFolded: boolean,
  columns: number,
  isColoured = true,
): readonly (readonly Span[])[] {
  const tools = codeTools();
  let known = LAID_OUT.get(piece);
  if (known?.columns !== columns || known.isFolded !== isFolded || known.tools !== tools) {
    known = { columns, isFolded, tools };
    LAID_OUT.set(piece, known);
  }
  const which = isColoured ? 'coloured' : 'plain';
  const lines = known[which] ?? layOut(piece, isFolded, columns, isColoured);
  known[which] = lines;
  return lines;
}

function layOut(
  piece: Piece,
  isFolded: boolean,
  columns: number,
  isColoured: boolean,
): (readonly Span[])[] {
  const margin = piece.time === undefined || columns < ROOM_FOR_TIME ? 0 : TIME;
  const indent = columns < ROOM_FOR_TIME ? Math.min(2, piece.indent ?? 0) : (piece.indent ?? 0);
  const left = margin + indent + MARK;
  const room = Math.max(1, columns - left);
  const { shown, hidden, isLong } = bodyLines(piece, isFolded, { room, isColoured });
  const pad = span(' '.repeat(left));
  return [
    ...(piece.isApart ? [[]] : []),
    headLine(piece, {
      margin,
      indent,
      mark: !isLong ? '  ' : isFolded ? '▸ ' : '▾ ',
      // What is hidden is told in the head where nothing of the body is seen.
      more: piece.preview === 0 ? hidden : 0,
      columns,
    }),
    ...shown.map((spans) => [pad, ...spans]),
    ...(hidden > 0 && piece.preview > 0
      ? [[pad, span(`… ${hidden} more ${hidden === 1 ? 'line' : 'lines'}`, 'faint')]]
      : []),
  ];
}

interface Body {
  readonly shown: readonly (readonly Span[])[];
  /** Lines that aren't seen. */
  readonly hidden: number;
  /** Whether folding it makes a difference. */
  readonly isLong: boolean;
}

function bodyLines(
  { body, preview }: Piece,
  isFolded: boolean,
  { room, isColoured }: { readonly room: number; readonly isColoured: boolean },
): Body {
  const layOutBlock = (block: Block) =>
    blockLines(block, block.kind === 'markdown' ? Math.min(room, PROSE) : room, isColoured);
  const [first] = body;
  // Of what is folded most isn't even laid out: it is the most of what was recorded.
  const start = isFolded && first !== undefined ? blockPreview(first, Math.max(1, preview)) : null;
  if (start !== null) {
    const lines = layOutBlock(start.block);
    const rest = body.slice(1).flatMap(layOutBlock);
    const hidden = Math.max(0, lines.length - preview) + start.left + rest.length;
    return { shown: lines.slice(0, preview), hidden, isLong: true };
  }
  const lines = body.flatMap(layOutBlock);
  const isLong = lines.length > preview;
  const hidden = isLong && isFolded ? lines.length - preview : 0;
  return { shown: hidden > 0 ? lines.slice(0, preview) : lines, hidden, isLong };
}

function headLine(
  { time, head, note }: Piece,
  place: {
    readonly margin: number;
    readonly indent: number;
    readonly mark: string;
    readonly more: number;
    readonly columns: number;
  },
): readonly Span[] {
  const { margin, indent, mark, more, columns } = place;
  const left = [
    ...(margin === 0 ? [] : [span((time ?? '').padEnd(margin), 'faint')]),
    span(' '.repeat(indent)),
    span(mark, 'faint'),
    ...head,
    ...(more === 0 ? [] : [span(`  ${more} ${more === 1 ? 'line' : 'lines'}`, 'faint')]),
  ];
  return note === undefined ? left : spread(left, note, columns).spans;
}

/** The first line of a piece that isn't blank. */
export function headIndex({ isApart }: Piece): number {
  return isApart ? 1 : 0;
}
