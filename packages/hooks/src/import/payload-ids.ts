import { crypto } from '../crypto.js';

/**
 * Gives payloads of a capture their events' ids. A payload gets the same id each time its capture is
 * read, also when the capture has grown meanwhile; one that stands there several times gets one for
 * each. Ids have the form of a UUIDv8 (RFC 9562, section 5.8), of the payload's hash and its number
 * among its equals.
 */
export class PayloadIds {
  /** How often a payload came, by half of its hash: 40 bytes each. */
  readonly #times = new Map<bigint, number>();

  next(payload: string): string {
    const digest = crypto().createHash('sha256').update(payload).digest();
    const key = digest.readBigUInt64BE();
    const times = this.#times.get(key) ?? 0;
    this.#times.set(key, times + 1);
    const hex = crypto().createHash('sha256').update(digest).update(`:${times}`).digest('hex');
    const groups = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ];
    return groups.join('-');
  }
}
