import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';

/** Where a column of JSON keeps those fields of an entry that have no column of their own. */
const REST = '$spoor';

/**
 * Lays out an entry of the caller's for a JSON column: its body (the object under the key `body`)
 * as the column's own members, so that SQL can read them, all other fields under `$spoor`.
 */
export function entryColumn(entry: JsonValue, body: string): string {
  const { [body]: content = null, ...fields } = isJsonObject(entry) ? entry : {};
  const fits = isJsonObject(content) && !Object.hasOwn(content, REST);
  return JSON.stringify(fits ? { ...content, [REST]: { fields } } : { [REST]: { entry } });
}

/** The entry that {@link entryColumn} laid out; undefined for a column that is a body alone. */
export function entryOf(column: string, body: string): JsonValue | undefined {
  const { [REST]: rest, ...content } = JSON.parse(column) as JsonObject;
  if (rest === undefined || !isJsonObject(rest)) return undefined;
  if (rest['entry'] !== undefined) return rest['entry'];
  const fields = rest['fields'];
  return fields === undefined || !isJsonObject(fields) ? undefined : { ...fields, [body]: content };
}

/** Whether an object can be a column by itself, as one that {@link entryOf} has nothing to say of. */
export function isPlainBody(content: JsonObject): boolean {
  return !Object.hasOwn(content, REST);
}

/** The fields of an entry that have no column, with its body's. */
export function bodyOf(entry: JsonValue, body: string, columns: ReadonlySet<string>): JsonObject {
  if (!isJsonObject(entry)) return { entry };
  const others = Object.entries(entry).filter(([name]) => name !== body && !columns.has(name));
  const content = entry[body] ?? null;
  const told = isJsonObject(content) || content === null ? content : { [body]: content };
  return { ...Object.fromEntries(others), ...told };
}

/** The first of some fields that holds a text. */
export function textField(entry: JsonValue, names: readonly string[]): string | null {
  const value = firstField(entry, names, (candidate) => typeof candidate === 'string');
  return typeof value === 'string' ? value : null;
}

/** The first of some fields that holds a time (text that a date can be read from, or milliseconds). */
export function timeField(entry: JsonValue, names: readonly string[]): number | null {
  const value = firstField(entry, names, (candidate) => !Number.isNaN(timeOf(candidate)));
  return value === undefined ? null : timeOf(value);
}

function firstField(
  entry: JsonValue,
  names: readonly string[],
  fits: (value: JsonValue) => boolean,
): JsonValue | undefined {
  if (!isJsonObject(entry)) return undefined;
  for (const name of names) {
    const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
    if (value !== undefined && fits(value)) return value;
  }
  return undefined;
}

function timeOf(value: JsonValue): number {
  if (typeof value === 'number') return Math.abs(value) <= 8.64e15 ? value : Number.NaN;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
