/** What a user looks for, as far as an index can be asked for it. */
export interface SearchTerms {
  /** What the full-text index's tokenizer can split: to be asked for as phrases. */
  readonly words: readonly string[];
  /** LIKE patterns (with `\` as escape) of what it can't. */
  readonly parts: readonly string[];
}

/** More is no search any more; FTS5 and SQLite's LIKE have limits of their own far above. */
export const MAX_LENGTH = 2_000;
export const MAX_TERMS = 32;

/** A letter or number that the tokenizer (unicode61, of Unicode 6.1) knows. */
const WORD = /[\p{L}\p{N}]/u;

/**
 * What unicode61 doesn't split or keep: scripts without spaces between words (a run of them is one
 * word to it), symbols such as emoji, and everything beyond the basic plane.
 */
const UNSPLIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{So}\u{10000}-\u{10FFFF}]/u;

/**
 * Reads a text to search for; nothing in it is syntax. Each piece between blanks is a word of the
 * index or, where the index can't find it, a part to look for. Punctuation alone counts only when
 * there is nothing else.
 */
export function searchTerms(text: string): SearchTerms {
  const terms = text
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .split(/[\s\p{Cc}]+/u)
    .filter((term) => term !== '')
    .slice(0, MAX_TERMS);
  const { words, parts } = sortTerms(terms);
  return { words, parts: parts.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`) };
}

/** Parts terms into those that the index can find and those to look for in the text itself. */
export function sortTerms(terms: readonly string[]): { words: string[]; parts: string[] } {
  const words = terms.filter((term) => WORD.test(term) && !UNSPLIT.test(term));
  const unsplit = terms.filter((term) => UNSPLIT.test(term));
  return { words, parts: words.length + unsplit.length > 0 ? unsplit : [...terms] };
}

/** A word as a phrase of FTS5's syntax. */
export function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
