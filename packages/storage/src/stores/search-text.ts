/** A text to search for, as the full-text index can be asked. */
export interface SearchText {
  /** FTS5 expression that wants all words; null when no word is in the index's reach. */
  readonly all: string | null;
  /** FTS5 expression that is content with any of them. */
  readonly any: string | null;
  /** LIKE patterns (with `\` as escape) for what the index's tokenizer can't split. */
  readonly parts: readonly string[];
}

/** More is no search any more; FTS5 and SQLite's LIKE have limits of their own far above. */
const MAX_LENGTH = 1_000;
const MAX_TERMS = 32;

/** A letter or number that the tokenizer (unicode61, of Unicode 6.1) knows. */
const WORD = /[\p{L}\p{N}]/u;

/** What ends in two letters or numbers may be the beginning of a word; `c++` and `x` are whole. */
const UNFINISHED = /[\p{L}\p{N}\p{M}]{2}$/u;

/**
 * What unicode61 doesn't split or keep: scripts without spaces between words (a run of them is one
 * word to it), symbols such as emoji, and everything beyond the basic plane.
 */
const UNSPLIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{So}\u{10000}-\u{10FFFF}]/u;

/**
 * Reads a text to search for; nothing in it is syntax. Each word becomes a phrase of the index, what
 * the index can't find becomes a part to look for. Punctuation alone counts only when there is
 * nothing else.
 */
export function searchText(text: string): SearchText {
  const terms = text
    .toWellFormed()
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .split(/\s+/u)
    .filter((term) => term !== '')
    .slice(0, MAX_TERMS);
  const unsplit = terms.filter((term) => UNSPLIT.test(term));
  const words = terms.filter((term) => !UNSPLIT.test(term) && WORD.test(term));
  const parts = unsplit.length + words.length > 0 ? unsplit : terms;
  return { all: expression(words, 'AND'), any: expression(words, 'OR'), parts: parts.map(pattern) };
}

/** The last word, when it may be half typed, also matches as a beginning; whole, it weighs more. */
function expression(words: readonly string[], operator: 'AND' | 'OR'): string | null {
  if (words.length === 0) return null;
  const phrases = words.map((word, index) => {
    const phrase = `"${word.replaceAll('"', '""')}"`;
    const mayGoOn = index === words.length - 1 && UNFINISHED.test(word);
    return mayGoOn ? `(${phrase} OR ${phrase} *)` : phrase;
  });
  return phrases.join(` ${operator} `);
}

function pattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`;
}
