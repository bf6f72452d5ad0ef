import { type IsoTime, isJsonObject, isoTime, type JsonObject, type JsonValue } from '@spoor/core';
import { HOSTILE_ID, readId } from '../../wire/ids.js';
import { textField } from '../../wire/payload.js';

/** A field of an object, whatever it is; undefined when it is missing. */
export function fieldOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An object in a field, or undefined. */
export function objectIn(object: JsonObject, key: string): JsonObject | undefined {
  const value = fieldOf(object, key);
  return isJsonObject(value) ? value : undefined;
}

/** Whether a field says yes. */
export function isSet(object: JsonObject, key: string): boolean {
  return fieldOf(object, key) === true;
}

/** A number that is finite and not negative, or null. */
export function numberIn(object: JsonObject, key: string): number | null {
  const value = fieldOf(object, key);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** A whole number that counts something, or null. */
export function countIn(object: JsonObject, key: string): number | null {
  const value = numberIn(object, key);
  return value === null ? null : Math.min(Math.round(value), Number.MAX_SAFE_INTEGER);
}

/** An id that can be used as a key, or null. */
export function idIn(object: JsonObject, key: string): string | null {
  const id = readId(object, key);
  return id === undefined || id === HOSTILE_ID ? null : id;
}

/** A session's id, or null: it has no colon, which joins it to the ids of its turns. */
export function sessionIdIn(object: JsonObject, key: string): string | null {
  const id = idIn(object, key);
  return id === null || id.includes(':') ? null : id;
}

/** A text that is not empty, or null. */
export function textIn(object: JsonObject, key: string): string | null {
  return textField(object, key) || null;
}

/** A short name of the client's own (a type, a version, a tier), or null. */
export function nameIn(object: JsonObject, key: string): string | null {
  const value = textField(object, key);
  return value !== undefined && /^[\w.<>:@/[\]+-]{1,100}$/.test(value) ? value : null;
}

const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** A time, or null. */
export function timeIn(object: JsonObject, key: string): IsoTime | null {
  const value = textField(object, key);
  if (value === undefined || value.length > 40) return null;
  const ms = Date.parse(value);
  return ms >= 0 && ms <= LATEST_MS ? isoTime(ms) : null;
}
