import type { RedactionRule } from '../../src/index.js';
import { redactOverLines } from '../../src/redaction/over-lines.js';

/**
 * Redaction as plainly as it can be said: each word looked for on its own in the text's lower case,
 * each rule that has one tried everywhere, then those over lines. What the package does must come to the same.
 */
export function redactWordByWord(text: string, rules: readonly RedactionRule[]): string {
  const wellFormed = text.toWellFormed();
  if (text.length < 8) return wellFormed;
  const lower = wellFormed.toLowerCase();
  const holds = (words: readonly string[]) => words.some((word) => lower.includes(word));
  const prompted = rules.filter(
    ({ keywords, also }) =>
      (keywords.length === 0 || holds(keywords)) && (also === undefined || holds(also)),
  );
  const result = prompted.reduce((rest, rule) => replaceEverywhere(rule, rest), wellFormed);
  return redactOverLines(wellFormed, result, prompted, new Set());
}

function replaceEverywhere(rule: RedactionRule, text: string): string {
  return text.replace(rule.pattern, (match: string, ...rest: unknown[]) => {
    const secret = rule.group === undefined ? match : rest[rule.group - 1];
    if (typeof secret !== 'string' || /^(?:$|\[REDACTED:|…\[cut:)/.test(secret)) return match;
    const end = Number(rest.find((arg) => typeof arg === 'number')) + match.length;
    if (rule.accept?.({ secret, match, after: text.slice(end, end + 16) }) === false) return match;
    const start = match.lastIndexOf(secret);
    return `${match.slice(0, start)}[REDACTED:${rule.name}]${match.slice(start + secret.length)}`;
  });
}
