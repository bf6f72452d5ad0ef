/** The name that differs least from a word, when it differs by little; for "did you mean". */
export function nearestOf(word: string, names: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const lower = word.toLowerCase();
  const best = names
    .map((name) => ({ name, distance: distanceOf(lower, name.toLowerCase()) }))
    .reduce((least, one) => (one.distance < least.distance ? one : least), NONE);
  return best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

const LONGEST = 64;
const NONE = { name: '', distance: Number.POSITIVE_INFINITY };

/** Levenshtein's distance, one row at a time. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
