import { messageOf } from '../errors.js';
import { removeLiterals } from './literals.js';
import { type Redacted, trustRedacted } from './redacted.js';
import { RedactionError } from './redaction-error.js';
import type { RedactionRule } from './rule.js';
import { DEFAULT_SEARCH, mayMatch, type Search, type SearchOptions, searchOf } from './search.js';

/** Shorter texts hold no secret that could be told from a word; a literal they may. */
const SHORTEST = 8;
const CONTEXT = 16;

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
  let result = removeLiterals(wellFormed, search.literals);
  if (text.length < SHORTEST) return trustRedacted(result);
  const lower = result.toLowerCase();
  for (const rule of search.rules) {
    if (mayMatch(rule, lower)) result = applyRule(rule, result, search.allow);
  }
  return trustRedacted(result);
}

function isRules(
  options: SearchOptions | readonly RedactionRule[],
): options is readonly RedactionRule[] {
  return Array.isArray(options);
}

function applyRule(rule: RedactionRule, text: string, allow: ReadonlySet<string>): string {
  const replacement = `[REDACTED:${rule.name}]`;
  try {
    return text.replace(rule.pattern, (match: string, ...rest: unknown[]) => {
      const secret = rule.group === undefined ? match : rest[rule.group - 1];
      if (typeof secret !== 'string' || secret === '' || isReplaced(secret)) return match;
      if (allow.has(secret)) return match;
      if (rule.accept !== undefined) {
        const end = offsetIn(rest) + match.length;
        const after = text.slice(end, end + CONTEXT);
        if (!rule.accept({ secret, match, after })) return match;
      }
      const start = match.lastIndexOf(secret);
      return match.slice(0, start) + replacement + match.slice(start + secret.length);
    });
  } catch (error) {
    throw new RedactionError(`Rule ${rule.name} failed: ${messageOf(error)}`, { cause: error });
  }
}

function isReplaced(secret: string): boolean {
  return secret.startsWith('[REDACTED:') || secret.startsWith('…[cut:');
}

function offsetIn(args: readonly unknown[]): number {
  const offset = args.find((arg) => typeof arg === 'number');
  return typeof offset === 'number' ? offset : 0;
}
