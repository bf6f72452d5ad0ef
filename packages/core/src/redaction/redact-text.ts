import { messageOf } from '../errors.js';
import { type Redacted, trustRedacted } from './redacted.js';
import { RedactionError } from './redaction-error.js';
import type { RedactionRule } from './rule.js';
import { RULES } from './rules/index.js';

/** Shorter texts hold no secret that could be told from a word. */
const SHORTEST = 8;
const CONTEXT = 16;

/**
 * Replaces every secret in a text by `[REDACTED:kind]`; a lone surrogate becomes U+FFFD.
 * @throws RedactionError when a rule fails.
 */
export function redactText(
  text: string,
  rules: readonly RedactionRule[] = RULES,
): Redacted<string> {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (text.length < SHORTEST) return trustRedacted(wellFormed);
  const lower = wellFormed.toLowerCase();
  let result = wellFormed;
  for (const rule of rules) {
    if (mayMatch(rule, lower)) result = applyRule(rule, result);
  }
  return trustRedacted(result);
}

/** The rules that can find something in a text: one look for many strings joined. */
export function relevantRules(
  text: string,
  rules: readonly RedactionRule[],
): readonly RedactionRule[] {
  const lower = text.toLowerCase();
  return rules.filter((rule) => mayMatch(rule, lower));
}

function mayMatch(rule: RedactionRule, lower: string): boolean {
  if (!includesAny(lower, rule.keywords)) return false;
  return rule.also === undefined || includesAny(lower, rule.also);
}

function includesAny(text: string, words: readonly string[]): boolean {
  for (const word of words) {
    if (text.includes(word)) return true;
  }
  return false;
}

function applyRule(rule: RedactionRule, text: string): string {
  const replacement = `[REDACTED:${rule.name}]`;
  try {
    return text.replace(rule.pattern, (match: string, ...rest: unknown[]) => {
      const secret = rule.group === undefined ? match : rest[rule.group - 1];
      if (typeof secret !== 'string' || secret === '' || isReplaced(secret)) return match;
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
