import type { JsonValue } from '@spoor/core';
import { StorageError } from '../errors.js';

/** SQLite's JSON functions read 1,000 levels. */
const MAX_DEPTH = 990;

/**
 * Checks that a value is JSON and nothing else: what JSON would silently change (`undefined`,
 * `NaN`, dates, maps) is refused.
 * @throws StorageError `INVALID`, naming the place, such as `value.retries[2]`.
 */
export function strictJson(name: string, value: unknown, depth = 0): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw refused(name, `${value} is no number of JSON`);
  }
  if (typeof value !== 'object') throw refused(name, `a value of type ${typeof value} is no JSON`);
  if (depth >= MAX_DEPTH)
    throw refused('value', `it holds itself or more than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    return Array.from(value, (item, index) => strictJson(`${name}[${index}]`, item, depth + 1));
  }
  if (!isPlain(value)) throw refused(name, 'only plain objects are JSON');
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      strictJson(`${name}.${key}`, item, depth + 1),
    ]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignPlain(prototype);
}

/** A plain object of another realm, as tests and workers make them. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  );
}

function refused(name: string, reason: string): StorageError {
  return new StorageError('INVALID', `\`${name}\`: ${reason}`);
}
