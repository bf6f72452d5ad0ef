import type { KeyScope } from '../keys/bindings.js';
import { foldCase } from '../present/mark-matches.js';
import { headIndex } from '../present/piece.js';
import { type Folds, foldedSorts, isFolded, NO_FOLDS, toggledPiece } from './folds.js';
import { movementOf } from './table-state.js';
import { documentLine, headLine, pieceAt, type TextDocument } from './text-document.js';
import { EMPTY_FIELD, insert, type TextField, typeInto } from './text-field.js';
import {
  EMPTY_TEXT,
  lineOfPlace,
  moveText,
  revealLine,
  type TextState,
  toLine,
} from './text-place.js';

/** A text that one reads: where one is, what is folded, what is looked for. */
export interface TextView {
  readonly text: TextState;
  readonly folds: Folds;
  readonly find: TextField;
  /** Keys go into what is looked for. */
  readonly typing: boolean;
}

/** A text before anything is known of it. */
export const EMPTY_VIEW: TextView = {
  text: EMPTY_TEXT,
  folds: NO_FOLDS,
  find: EMPTY_FIELD,
  typing: false,
};

/** Which keys work: those of what is looked for alone while it is typed. */
export function textScopes({ typing }: TextView, ...own: KeyScope[]): readonly KeyScope[] {
  return typing ? ['find', 'typing'] : [...own, 'reading', 'text'];
}

/** Carries out what moves in a text, folds it and looks in it; null for any other command. */
export function textPressed(
  view: TextView,
  document: TextDocument,
  command: string,
  height: number,
): TextView | null {
  const movement = movementOf(command, height);
  if (movement !== null) {
    return withText(view, moveText(view.text, document.layout, movement, height));
  }
  switch (command) {
    case 'fold':
      return folded(view, document);
    case 'fold-all':
      return { ...view, folds: allFolded(view, document) };
    case 'next-section':
      return toSection(view, document, 1, height);
    case 'previous-section':
      return toSection(view, document, -1, height);
    case 'find':
      return { ...view, typing: true };
    case 'accept-find':
      return { ...view, typing: false };
    case 'clear-find':
      return { ...view, typing: false, find: EMPTY_FIELD };
    case 'back':
      return view.find.text === '' ? null : { ...view, find: EMPTY_FIELD };
    default:
      return null;
  }
}

/** How many lines are for the text: while something is looked for, the last one tells of it. */
export function textRows({ typing, find }: TextView, height: number): number {
  return (typing || find.text !== '') && height > 1 ? height - 1 : height;
}

/** A click puts the cursor on a line of the screen. */
export function textClicked(
  view: TextView,
  { layout }: TextDocument,
  row: number,
  height: number,
): TextView {
  const line = Math.max(0, lineOfPlace(layout, view.text.top)) + row;
  if (row < 0 || row >= height || line >= layout.total) return view;
  return withText(view, toLine(view.text, layout, line, height));
}

/** A key, or a text that was pasted, goes into what is looked for. */
export function textTyped(view: TextView, key: string, pasted: boolean): TextView {
  const find = pasted ? insert(view.find, key) : typeInto(view.find, key);
  return find === view.find ? view : { ...view, find };
}

/**
 * Goes to the nearest line that holds what is looked for; null when there is none that way.
 * @param from the first line that is looked at; that behind the cursor by default.
 */
export function toMatch(
  view: TextView,
  document: TextDocument,
  direction: 1 | -1,
  height: number,
  from = Math.max(0, lineOfPlace(document.layout, view.text.cursor)) + direction,
): TextView | null {
  const needle = foldCase(view.find.text);
  if (needle === '') return null;
  for (let line = from; line >= 0 && line < document.layout.total; line += direction) {
    if (foldCase(documentLine(document, line)).includes(needle)) {
      return withText(view, revealLine(view.text, document.layout, line, height));
    }
  }
  return null;
}

function withText(view: TextView, text: TextState): TextView {
  return text === view.text ? view : { ...view, text };
}

/** The cursor goes to the head: what is under it may be gone. */
function folded(view: TextView, document: TextDocument): TextView {
  const piece = pieceAt(document, view.text);
  if (piece === null) return view;
  const cursor = { piece: piece.key, line: headIndex(piece) };
  return {
    ...view,
    folds: toggledPiece(view.folds, piece),
    text: { ...view.text, cursor },
  };
}

/** All are folded, unless they are already. */
function allFolded({ folds }: TextView, { pieces }: TextDocument): Folds {
  const sorts = [...new Set(pieces.map(({ sort }) => sort))];
  const all = pieces.every((piece) => piece.body.length === 0 || isFolded(folds, piece));
  return foldedSorts(folds, sorts, !all);
}

function toSection(
  view: TextView,
  document: TextDocument,
  direction: 1 | -1,
  height: number,
): TextView {
  const from = lineOfPlace(document.layout, view.text.cursor);
  const heads = document.pieces.map((_, index) => headLine(document, index));
  const line =
    direction === 1 ? heads.find((head) => head > from) : heads.findLast((head) => head < from);
  if (line === undefined) return view;
  return withText(view, revealLine(view.text, document.layout, line, height));
}
