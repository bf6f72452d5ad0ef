import type { RedactOptions } from '../redaction/limits.js';
import { RULES } from '../redaction/rules/index.js';
import type { Configuration } from './configuration.js';
import { ownRule } from './own-rule.js';

/** How redaction is to work, as a configuration says: rules, literals, what is allowed, and caps. */
export function redactionOptions({
  redaction,
  capture,
}: Pick<Configuration, 'redaction' | 'capture'>): RedactOptions {
  return {
    maxStringLength: capture.maxStringLength,
    maxTotalLength: capture.maxPayloadLength,
    literals: redaction.literals,
    allow: redaction.allow,
    ...(redaction.rules.length === 0 ? {} : { rules: [...RULES, ...redaction.rules.map(ownRule)] }),
  };
}
