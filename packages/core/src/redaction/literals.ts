const REPLACEMENT = '[REDACTED:literal]';
/** In the place of a value of the environment, or of a file that sets it. */
const KNOWN = '[REDACTED:environment]';

/** What was replaced before; it is passed over, so that no literal takes a piece out of it. */
const REPLACED = String.raw`\[REDACTED:[\w-]+\]`;

/** Patterns by the literals that they find: the same few come up again and again. */
const patterns = new Map<string, RegExp>();
const PATTERNS_MAX = 100;

/**
 * Takes exact texts out of a text. Those that aren't in it cost a look each.
 * @param literals the longest first.
 * @param known those of them that are values of the environment.
 */
export function removeLiterals(
  text: string,
  literals: readonly string[],
  known: ReadonlySet<string>,
): string {
  if (literals.length === 0) return text;
  const present = literals.filter((literal) => text.includes(literal));
  if (present.length === 0) return text;
  return text.replace(patternOf(present), (match) => {
    if (match.startsWith('[REDACTED:') && !present.includes(match)) return match;
    return known.has(match) ? KNOWN : REPLACEMENT;
  });
}

function patternOf(literals: readonly string[]): RegExp {
  const source = [REPLACED, ...literals.map(escaped)].join('|');
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(source, 'g');
    if (patterns.size < PATTERNS_MAX) patterns.set(source, pattern);
  }
  return pattern;
}

/** `RegExp.escape`, which Node 22 doesn't have, for what stands between alternatives. */
function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
