import { messageOf } from '../errors.js';
import { RedactionError } from './redaction-error.js';
import type { RedactionRule, Vicinity } from './rule.js';
import { type Places, startsOfAny } from './rule-table.js';

const CONTEXT = 16;

/**
 * Replaces what a rule finds in a text.
 * @param allow what stays when it is exactly what the rule has found.
 * @param places where the words stand in this very text, if that is known.
 * @throws RedactionError when the rule fails.
 */
export function applyRule(
  rule: RedactionRule,
  text: string,
  allow: ReadonlySet<string>,
  places: Places | undefined,
): string {
  try {
    if (places?.nearby.has(rule) && rule.near !== undefined) {
      return replaceNear(rule, rule.near, text, allow, places);
    }
    return text.replace(rule.pattern, (match: string, ...rest: unknown[]) => {
      const secret = rule.group === undefined ? match : rest[rule.group - 1];
      return replacementOf(rule, allow, text, { match, secret, offset: offsetIn(rest) });
    });
  } catch (error) {
    throw new RedactionError(`Rule ${rule.name} failed: ${messageOf(error)}`, { cause: error });
  }
}

/** The same as replacing everywhere: no match starts elsewhere than in front of a place. */
function replaceNear(
  rule: RedactionRule,
  { words, before, at }: Vicinity,
  text: string,
  allow: ReadonlySet<string>,
  places: Places,
): string {
  const { pattern } = rule;
  let result = '';
  let done = 0;
  for (const start of startsOfAny(places, words)) {
    if (start < done) continue;
    at.lastIndex = start;
    if (!at.test(text)) continue;
    // It looks on to the end of the text if there is no match here; but then that is done.
    pattern.lastIndex = Math.max(done, start - before);
    const found = pattern.exec(text);
    if (found === null) break;
    const [match] = found;
    const secret = rule.group === undefined ? match : found[rule.group];
    const { index: offset } = found;
    result +=
      text.slice(done, offset) + replacementOf(rule, allow, text, { match, secret, offset });
    done = offset + match.length;
  }
  pattern.lastIndex = 0;
  return done === 0 ? text : result + text.slice(done);
}

/** What stands instead of a match: the match itself, when the rule leaves it. */
function replacementOf(
  rule: RedactionRule,
  allow: ReadonlySet<string>,
  text: string,
  { match, secret, offset }: { match: string; secret: unknown; offset: number },
): string {
  if (typeof secret !== 'string' || secret === '' || isReplaced(secret)) return match;
  if (allow.has(secret)) return match;
  if (rule.accept !== undefined) {
    const end = offset + match.length;
    if (!rule.accept({ secret, match, after: text.slice(end, end + CONTEXT) })) return match;
  }
  const start = match.lastIndexOf(secret);
  return `${match.slice(0, start)}[REDACTED:${rule.name}]${match.slice(start + secret.length)}`;
}

function isReplaced(secret: string): boolean {
  return secret.startsWith('[REDACTED:') || secret.startsWith('…[cut:');
}

function offsetIn(args: readonly unknown[]): number {
  const offset = args.find((arg) => typeof arg === 'number');
  return typeof offset === 'number' ? offset : 0;
}
