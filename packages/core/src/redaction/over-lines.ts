import { applyRule } from './apply-rule.js';
import type { RedactionRule } from './rule.js';

/** Numbers that tools put before a file's lines. */
const NUMBERS = /^[ \t]{0,8}\d{1,7}(?:\u2192|\t|[:|] ?)/gm;

/** Line ends as JSON writes them, however often it was written into other JSON. */
const ESCAPED_ENDS = /\\{1,16}r\\{1,16}n|\\{1,16}[nr]/g;

/** Rules whose secrets may be of several lines, as their examples tell. */
const overLines = new WeakMap<RedactionRule, boolean>();

/**
 * Looks for secrets of several lines where something stands between them: the numbers of a file's
 * lines, or line ends that are escaped. Where more is found so, the text is kept without these.
 * @param redacted what the rules made of the text as it is.
 * @param rules those that can find something in it.
 */
export function redactOverLines(
  text: string,
  redacted: string,
  rules: readonly RedactionRule[],
  allow: ReadonlySet<string>,
): string {
  const asked = rules.filter(isOverLines);
  if (asked.length === 0) return redacted;
  const joined = joinLines(text);
  if (joined === text) return redacted;
  const without = applyAll(asked, joined, allow);
  if (without === joined) return redacted;
  const whole = applyAll(rules, without, allow);
  return joinLines(redacted) === whole ? redacted : whole;
}

function joinLines(text: string): string {
  return text.replace(NUMBERS, '').replace(ESCAPED_ENDS, '\n');
}

function applyAll(
  rules: readonly RedactionRule[],
  text: string,
  allow: ReadonlySet<string>,
): string {
  return rules.reduce((rest, rule) => applyRule(rule, rest, allow, undefined), text);
}

function isOverLines(rule: RedactionRule): boolean {
  let known = overLines.get(rule);
  if (known === undefined) {
    // Tokens are of one line; their examples take time to make.
    known = rule.formats === undefined && rule.examples.some((example) => example.includes('\n'));
    overLines.set(rule, known);
  }
  return known;
}
