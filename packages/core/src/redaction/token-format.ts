/**
 * What a vendor's tokens look like, in a line: the letters that all of them start with, then a
 * pattern in which `%` and a letter stand for a set of characters. `ghp_%a{36,}` is `ghp_` and 36
 * letters and digits, or more. The pattern starts with a set, of either kind.
 */
export type TokenFormat = string;

/** What `%` and a letter stand for. */
const SETS: Readonly<Record<string, string>> = {
  a: '[A-Za-z0-9]',
  b: '[A-Za-z0-9+/]',
  d: '[0-9]',
  h: '[0-9a-f]',
  i: '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}',
  l: '[a-z0-9]',
  t: '[\\w.=+/-]',
  u: '[A-Z0-9]',
  w: '[\\w-]',
  x: '[0-9A-Fa-f]',
};

/** The letters that each token of a format starts with. */
export function headOf(format: TokenFormat): string {
  const set = format.indexOf('%');
  const other = format.indexOf('[');
  return format.slice(0, other === -1 || (set !== -1 && set < other) ? set : other);
}

/** The source of a regular expression for what comes after the head. */
export function tailSource(format: TokenFormat): string {
  return format
    .slice(headOf(format).length)
    .replace(/%([a-z])/g, (whole, name: string) => SETS[name] ?? whole);
}

/** A head as the source of a regular expression. */
export function headSource(head: string): string {
  return head.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
