import { SpoorError } from '../errors.js';

/** Redaction failed: of what was to be redacted nothing may be kept but its metadata. */
export class RedactionError extends SpoorError {
  override name = 'RedactionError';
}
