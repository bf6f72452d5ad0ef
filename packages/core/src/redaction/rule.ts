import type { TokenFormat } from './token-format.js';

/** One kind of secret. Rules are data: adding one is adding an entry to a file in `rules/`. */
export interface RedactionRule {
  /** Stands in the text instead of the secret: `[REDACTED:name]`. */
  readonly name: string;
  /** Lower case; a text without any of them is not searched. Without keywords every text is. */
  readonly keywords: readonly string[];
  /** One of these must be there too. */
  readonly also?: readonly string[];
  /** Where a slow pattern needs to be tried. Default: everywhere. */
  readonly near?: Vicinity;
  /** Global, and linear: whatever follows an unbounded run may not make a match fail. */
  readonly pattern: RegExp;
  /** The capture group that is the secret; the rest of the match is kept. Default: all of it. */
  readonly group?: number;
  /** What its tokens look like, where they have a known form: `sampleOf` makes some. */
  readonly formats?: readonly TokenFormat[];
  /** A second look at what matched: `false` leaves it. */
  readonly accept?: (candidate: Candidate) => boolean;
  /** Texts whose every secret goes; at least two. */
  readonly examples: readonly string[];
}

/** Each match holds one of some words, whose place tells quickly whether a match is there. */
export interface Vicinity {
  /** Lower case, ASCII, of two characters at least; found in any case. */
  readonly words: readonly string[];
  /** The word starts at most so many characters after the match. */
  readonly before: number;
  /** Sticky: what holds where the word of a match starts. */
  readonly at: RegExp;
}

/** What a pattern found. */
export interface Candidate {
  readonly secret: string;
  readonly match: string;
  /** A few characters after the match. */
  readonly after: string;
}

/**
 * Not in the middle of a word. A letter that ends an escape (`\n`, `%3D`, a terminal colour) is no
 * part of the word that follows it.
 */
export const WORD_START = String.raw`(?<!(?<!\\|%[\dA-Fa-f]|\x1b\[[\d;]{0,12})\w)`;

/** A pattern that matches at the start of a word only. */
export function atWordStart(pattern: RegExp): RegExp {
  return new RegExp(WORD_START + pattern.source, pattern.flags);
}

/** Near words that each match starts with one of. */
export function startingWith(words: readonly string[], pattern: RegExp): Vicinity {
  return { words, before: 0, at: new RegExp(pattern.source, pattern.flags.replace('g', 'y')) };
}
