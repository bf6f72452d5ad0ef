/**
 * How well a text is meant by what was typed; null when it isn't. Whole words come first, then
 * their beginnings, then words that are in it, then letters that come in this order.
 */
export function rank(text: string, typed: string): number | null {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const where = text.toLowerCase();
  const marks = words.map((word) => wordRank(where, word));
  if (marks.every((mark) => mark !== null)) return marks.reduce((sum, mark) => sum + mark, 0);
  return inOrder(where, words.join('')) ? 0 : null;
}

function wordRank(text: string, word: string): number | null {
  const at = text.indexOf(word);
  if (at < 0) return null;
  const whole = text.split(/[^\p{L}\p{N}]+/u);
  if (whole.includes(word)) return 3;
  return whole.some((one) => one.startsWith(word)) ? 2 : 1;
}

function inOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
