import type { JsonValue } from '../json.js';
import { limitsOf, type RedactOptions } from './limits.js';
import { redactValue } from './redact-value.js';
import { type Redacted, trustRedacted } from './redacted.js';

/**
 * Redacts a copy of a parsed value: its decoded strings, its keys, what stands under keys that name
 * a secret, and JSON inside strings; see {@link RedactOptions} for the caps. Objects of the copy
 * have no prototype.
 * @throws RedactionError when a rule fails.
 */
export function redactJson(value: JsonValue, options: RedactOptions = {}): Redacted<JsonValue> {
  return trustRedacted(redactValue(value, limitsOf(options)).value);
}
