import { codeTools } from '../present/code-colours.js';
import type { Span } from '../present/line.js';
import { headIndex, type Piece, pieceLines } from '../present/piece.js';
import { type Folds, isFolded } from './folds.js';
import { lineOfPlace, type TextLayout, type TextState, textLayout } from './text-place.js';

/** Pieces laid out one under the other. */
export interface TextDocument {
  readonly pieces: readonly Piece[];
  readonly layout: TextLayout;
  /** Lines of each piece, without the colours of code. */
  readonly lines: readonly (readonly (readonly Span[])[])[];
  /** Lines of a piece as they are drawn. */
  readonly drawn: (index: number) => readonly (readonly Span[])[];
}

interface Made {
  readonly folds: Folds;
  readonly columns: number;
  readonly tools: unknown;
  readonly document: TextDocument;
}

const MADE = new WeakMap<readonly Piece[], Made>();

/** Lays pieces out; again only when something about them changed. */
export function textDocument(
  pieces: readonly Piece[],
  folds: Folds,
  columns: number,
): TextDocument {
  const tools = codeTools();
  const made = MADE.get(pieces);
  if (made?.folds === folds && made.columns === columns && made.tools === tools) {
    return made.document;
  }
  const lines = pieces.map((piece) => pieceLines(piece, isFolded(folds, piece), columns, false));
  const layout = textLayout(
    pieces.map(({ key }, index) => ({ key, count: lines[index]?.length ?? 0 })),
  );
  const drawn = (index: number) => {
    const piece = pieces[index];
    return piece === undefined ? [] : pieceLines(piece, isFolded(folds, piece), columns);
  };
  const document = { pieces, layout, lines, drawn };
  MADE.set(pieces, { folds, columns, tools, document });
  return document;
}

/** The lines on the screen, with the one that the keys act on. */
export function visibleLines(
  { layout, lines, drawn }: TextDocument,
  text: TextState,
  height: number,
): { readonly spans: readonly Span[]; readonly isCursor: boolean }[] {
  const top = Math.max(0, lineOfPlace(layout, text.top));
  const cursor = lineOfPlace(layout, text.cursor);
  const result: { spans: readonly Span[]; isCursor: boolean }[] = [];
  let piece = Math.max(
    0,
    layout.starts.findLastIndex((start) => start <= top),
  );
  let line = top - (layout.starts[piece] ?? 0);
  while (result.length < height && piece < lines.length) {
    const spans = drawn(piece)[line];
    if (spans === undefined) {
      piece += 1;
      line = 0;
      continue;
    }
    result.push({ spans, isCursor: top + result.length === cursor });
    line += 1;
  }
  return result;
}

/** The piece that the keys act on. */
export function pieceAt({ pieces, layout }: TextDocument, text: TextState): Piece | null {
  const index = text.cursor === null ? -1 : layout.keys.indexOf(text.cursor.piece);
  return pieces[index] ?? null;
}

/** The line of a piece's head. */
export function headLine({ pieces, layout }: TextDocument, index: number): number {
  const piece = pieces[index];
  return (layout.starts[index] ?? 0) + (piece === undefined ? 0 : headIndex(piece));
}

/** The text of a line, as a reader sees it. */
export function documentLine({ layout, lines }: TextDocument, line: number): string {
  const piece = layout.starts.findLastIndex((start) => start <= line);
  const spans = lines[piece]?.[line - (layout.starts[piece] ?? 0)] ?? [];
  return spans.map(({ text }) => text).join('');
}
