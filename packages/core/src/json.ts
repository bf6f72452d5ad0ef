/** A value that JSON can hold, as `JSON.parse` returns it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. Values made by Spoor have no prototype, so a key named `__proto__` is only a key. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Whether a parsed value is an object (neither a list nor null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
