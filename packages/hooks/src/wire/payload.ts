import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';

/** A text field of a payload, or undefined. */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = field(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** A number field of a payload that is finite and not negative, or undefined. */
export function numberField(object: JsonObject, key: string): number | undefined {
  const value = field(object, key);
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}

/** An object field of a payload; empty when it is missing or something else. */
export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isJsonObject(value) ? value : {};
}

function field(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
