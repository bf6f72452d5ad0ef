import { MAX_LENGTH, MAX_TERMS, phrase, sortTerms } from '../stores/search-terms.js';

/** A text to look for, as the indexes are asked for it. Nothing in it is syntax. */
export interface TextQuery {
  /** FTS5 expression; null when the index can't find any of it. */
  readonly match: string | null;
  /** What the expression asks for, to mark it in what is found. */
  readonly phrases: readonly WantedPhrase[];
  /** What the index can't find, to be looked for in the text itself. */
  readonly parts: readonly string[];
}

/** Words that must stand side by side. */
export interface WantedPhrase {
  /** As {@link placedWords} gives them. */
  readonly words: readonly string[];
  /** The last one may go on. */
  readonly mayGoOn: boolean;
}

/** What ends in two letters or numbers may be the beginning of a word; `c++` and `x` are whole. */
const UNFINISHED = /[\p{L}\p{N}\p{M}]{2}$/u;

/**
 * Reads what a user looks for. Each piece between blanks must be there; of a piece with punctuation
 * (`foo-bar`, `a.b`) its words side by side. What stands between two quotation marks is one piece, a
 * quotation mark alone is none. The last piece, unless it is quoted, may be the beginning of a word.
 */
export function readTextQuery(text: string): TextQuery {
  const pieces = piecesOf(text.slice(0, MAX_LENGTH).toWellFormed()).slice(0, MAX_TERMS);
  const { words, parts } = sortTerms(pieces.map((piece) => piece.text));
  const last = pieces.at(-1);
  const mayGoOn = last !== undefined && !last.isQuoted && UNFINISHED.test(last.text);
  const phrases = words.map((word, index) => ({
    words: Array.from(placedWords(word), (placed) => placed.word),
    mayGoOn: mayGoOn && index === words.length - 1 && word === last?.text,
  }));
  const wanted = words.map(
    (word, index) => `${phrase(word)}${phrases[index]?.mayGoOn ? ' *' : ''}`,
  );
  return { match: words.length === 0 ? null : wanted.join(' AND '), phrases, parts };
}

interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Quoted pieces, and those between blanks; controls are blanks too. */
const PIECE =
  // eslint-disable-next-line regexp/no-super-linear-move -- what begins somewhere also ends: at a blank, a quotation mark or the end
  /"([\s\p{Cc}]*[^"\s\p{Cc}][^"]*)"|([^\s\p{Cc}]+?)(?="[\s\p{Cc}]*[^"\s\p{Cc}][^"]*"|[\s\p{Cc}]|$)/gu;

function piecesOf(text: string): Piece[] {
  return [...text.matchAll(PIECE)].map(([, quoted, plain = '']) =>
    quoted === undefined
      ? { text: plain, isQuoted: false }
      : { text: quoted.replace(/[\s\p{Cc}]+/gu, ' ').trim(), isQuoted: true },
  );
}

/** A word of a text, as it is compared, and where it stands. */
export interface PlacedWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

const WORDS = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/** The words of a text as the tokenizer (unicode61) sees them: without case and accents. */
export function* placedWords(text: string): Iterable<PlacedWord> {
  for (const match of text.matchAll(WORDS)) {
    yield { word: folded(match[0]), from: match.index, to: match.index + match[0].length };
  }
}

const PLAIN = /^[0-9a-z]*$/;

function folded(word: string): string {
  if (PLAIN.test(word)) return word;
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
