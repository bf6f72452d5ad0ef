import { applyRule } from './apply-rule.js';
import { removeLiterals } from './literals.js';
import { redactOverLines } from './over-lines.js';
import { type Redacted, trustRedacted } from './redacted.js';
import type { RedactionRule } from './rule.js';
import { findRules, placesIn } from './rule-index.js';
import { DEFAULT_SEARCH, type Search, type SearchOptions, searchOf } from './search.js';

/** Shorter texts hold no secret that could be told from a word; a literal they may. */
const SHORTEST = 8;

/**
 * Replaces every secret in a text by `[REDACTED:kind]`; a lone surrogate becomes U+FFFD.
 * @param options what counts as secret; a list is taken as rules.
 * @throws RedactionError when a rule fails.
 */
export function redactText(
  text: string,
  options?: SearchOptions | readonly RedactionRule[],
): Redacted<string> {
  if (options === undefined) return redactWith(text, DEFAULT_SEARCH);
  return redactWith(text, searchOf(isRules(options) ? { rules: options } : options));
}

/** The same, for a search that is made already. */
export function redactWith(text: string, search: Search): Redacted<string> {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  const withoutLiterals = removeLiterals(wellFormed, search.literals, search.known);
  let result = withoutLiterals;
  if (text.length < SHORTEST) return trustRedacted(result);
  const found = findRules(search, result);
  let { places } = found;
  let placed = result;
  for (const rule of found.rules) {
    if (places !== undefined && rule.near !== undefined && placed !== result) {
      places = placesIn(search.index, result);
      placed = result;
    }
    result = applyRule(rule, result, search.allow, places);
  }
  return trustRedacted(redactOverLines(withoutLiterals, result, found.rules, search.allow));
}

function isRules(
  options: SearchOptions | readonly RedactionRule[],
): options is readonly RedactionRule[] {
  return Array.isArray(options);
}
