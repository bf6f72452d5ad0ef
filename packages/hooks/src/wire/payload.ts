import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';

/** A text field of a payload, or undefined. */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = field(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** Ten years; nothing that a client ran took longer. */
const LONGEST_MS = 10 * 366 * 24 * 3_600_000;

/** The client's own measure of a call, `duration_ms`; undefined when it can't be one. */
export function durationField(payload: JsonObject): number | undefined {
  const value = field(payload, 'duration_ms');
  return typeof value === 'number' && value >= 0 && value <= LONGEST_MS ? value : undefined;
}

/** The beginning of a text, not cut within a character. */
export function cutText(text: string, length: number): string {
  const isWithin = (text.codePointAt(length - 1) ?? 0) > 0xffff;
  return text.slice(0, isWithin && text.length > length ? length - 1 : length);
}

/** An object field of a payload; empty when it is missing or something else. */
export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isJsonObject(value) ? value : {};
}

function field(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
