/** A text to look for, none of which is query syntax. */
export interface PlainText {
  /** FTS5 query that wants every word, at least by its beginning; null when there is no word. */
  readonly match: string | null;
  /** LIKE patterns (with `\` as escape) of what the index has no words for. */
  readonly parts: readonly string[];
}

/** More doesn't narrow a search any further. */
const MAX_LENGTH = 2_000;
const MAX_TERMS = 32;

/**
 * What the index's tokenizer (unicode61) doesn't split: scripts without blanks between words, a run
 * of which is one word to it; symbols such as emoji; characters beyond the basic plane.
 */
const UNSPLIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{So}\u{10000}-\u{10FFFF}]/u;

const WORD = /[\p{L}\p{N}]/u;

/**
 * Reads what a user looks for: each piece between blanks is a phrase of the index, or, where the
 * index can't find it, a part of the text. Punctuation alone counts when there is nothing else.
 */
export function plainText(text: string): PlainText {
  const terms = text
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .split(/[\s\p{Cc}]+/u)
    .filter((term) => term !== '')
    .slice(0, MAX_TERMS);
  const words = terms.filter((term) => WORD.test(term) && !UNSPLIT.test(term));
  const unsplit = terms.filter((term) => UNSPLIT.test(term));
  const parts = words.length + unsplit.length > 0 ? unsplit : terms;
  return {
    match: words.length === 0 ? null : words.map(phrase).join(' '),
    parts: parts.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`),
  };
}

function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}"*`;
}
