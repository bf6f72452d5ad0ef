/** How much of the ids tells these apart; never less than 8 characters. */
export function shortIdLength(ids: readonly string[]): number {
  const distinct = new Set(ids).size;
  const longest = Math.max(8, ...ids.map((id) => id.length));
  for (let length = 8; length < longest; length++) {
    if (new Set(ids.map((id) => id.slice(0, length))).size === distinct) return length;
  }
  return longest;
}
