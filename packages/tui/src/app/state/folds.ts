import type { Piece } from '../present/piece.js';

/** What is folded otherwise than it begins: single pieces before sorts of pieces. */
export interface Folds {
  readonly pieces: Readonly<Record<string, boolean>>;
  readonly sorts: Readonly<Record<string, boolean>>;
}

/** Everything as it begins. */
export const NO_FOLDS: Folds = { pieces: {}, sorts: {} };

/** Whether a piece is folded. */
export function isFolded({ pieces, sorts }: Folds, piece: Piece): boolean {
  return pieces[piece.key] ?? sorts[piece.sort] ?? piece.isFolded;
}

/** Folds a piece, or unfolds it. */
export function toggledPiece(folds: Folds, piece: Piece): Folds {
  return { ...folds, pieces: { ...folds.pieces, [piece.key]: !isFolded(folds, piece) } };
}

/** Folds all pieces of some sorts, or unfolds them; single ones no longer differ. */
export function foldedSorts(folds: Folds, sorts: readonly string[], folded: boolean): Folds {
  return {
    pieces: {},
    sorts: { ...folds.sorts, ...Object.fromEntries(sorts.map((sort) => [sort, folded])) },
  };
}
