import { type JsonValue, messageOf, type RedactOptions, redactJson } from '@spoor/core';
import { StorageError } from '../errors.js';
import { util } from '../lazy-builtins.js';

/** SQLite's JSON functions read 1,000 levels; the column around a value takes a few of them. */
const MAX_DEPTH = 990;

const NO_CAPS = {
  maxDepth: MAX_DEPTH,
  maxStringLength: Number.POSITIVE_INFINITY,
  maxTotalLength: Number.POSITIVE_INFINITY,
  maxValues: Number.POSITIVE_INFINITY,
};

/**
 * A value as JSON holds it (dates become text, `undefined` goes, `NaN` becomes null).
 * @throws StorageError `INVALID` for what has no JSON, such as a cycle or a bigint.
 */
export function jsonCopy(name: string, value: unknown): JsonValue {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as JsonValue;
  } catch (error) {
    throw new StorageError('INVALID', `\`${name}\` has no JSON: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Redacts a JSON value without cutting its texts; what lies deeper than 990 levels becomes a note.
 * Objects of the copy have no prototype.
 * @param redaction what counts as secret; its caps don't count.
 */
export function redactWhole(value: JsonValue, redaction: RedactOptions = {}): JsonValue {
  return redactJson(value, { ...redaction, ...NO_CAPS });
}

/** Whether two JSON values are the same, the order of keys and prototypes apart. */
export function isSameJson(one: JsonValue, other: JsonValue): boolean {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a === b || util().isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
}
