import type { RedactionRule } from '../redaction/rule.js';
import type { OwnRule } from './key-kinds.js';

/**
 * Makes a rule of the user's one that redaction takes. It has no keywords: every text is searched.
 * What was replaced before is passed over whole, so that no match starts inside it.
 * @throws SyntaxError when its pattern is no regular expression.
 */
export function ownRule({ name, pattern, flags = '' }: OwnRule): RedactionRule {
  const whole = String.raw`\[REDACTED:[\w-]+\]|(?:${pattern})`;
  return { name, keywords: [], pattern: new RegExp(whole, `g${flags}`), examples: [] };
}
