import type { RedactionRule } from '../../src/index.js';

/**
 * Redaction as plainly as it can be said: each word looked for on its own in the text's lower case,
 * each rule that has one tried everywhere. What the package does must come to the same.
 */
export function redactWordByWord(text: string, rules: readonly RedactionRule[]): string {
  let result = text.toWellFormed();
  if (text.length < 8) return result;
  const lower = result.toLowerCase();
  const holds = (words: readonly string[]) => words.some((word) => lower.includes(word));
  for (const rule of rules) {
    if (rule.keywords.length > 0 && !holds(rule.keywords)) continue;
    if (rule.also === undefined || holds(rule.also)) result = replaceEverywhere(rule, result);
  }
  return result;
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
