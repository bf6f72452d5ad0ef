/** More words than this don't narrow a search any further. */
const MOST_WORDS = 64;

/**
 * The FTS5 query for plain text: every piece between blanks as a phrase whose last word may go on.
 * Quotes, operators and whatever else a query could hold are text.
 * @returns null when the text has no letter and no digit: there is nothing to look for.
 */
export function matchOf(text: string): string | null {
  const words = text
    .toWellFormed()
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ');
}
