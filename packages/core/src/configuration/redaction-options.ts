import type { RedactOptions } from '../redaction/limits.js';
import { RULES } from '../redaction/rules/index.js';
import type { Configuration } from './configuration.js';
import { ownRule } from './own-rule.js';

/** A configuration's redaction, and values that are known to be secret where it is used. */
type InformedRedaction = Configuration['redaction'] & { readonly known?: readonly string[] };

/**
 * Adds values that are known to be secret to what a configuration says. They are nowhere but in
 * memory: no configuration with them may be written or shown.
 */
export function withKnownSecrets<T extends Pick<Configuration, 'redaction'>>(
  configuration: T,
  known: readonly string[],
): T {
  if (known.length === 0) return configuration;
  const redaction: InformedRedaction = { ...configuration.redaction, known };
  return { ...configuration, redaction };
}

/** How redaction is to work, as a configuration says: rules, literals, what is allowed, and caps. */
export function redactionOptions({
  redaction,
  capture,
}: Pick<Configuration, 'capture'> & { readonly redaction: InformedRedaction }): RedactOptions {
  return {
    maxStringLength: capture.maxStringLength,
    maxTotalLength: capture.maxPayloadLength,
    literals: redaction.literals,
    allow: redaction.allow,
    ...(redaction.known === undefined ? {} : { known: redaction.known }),
    ...(redaction.rules.length === 0 ? {} : { rules: [...RULES, ...redaction.rules.map(ownRule)] }),
  };
}
