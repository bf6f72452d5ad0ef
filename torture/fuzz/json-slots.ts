/** A parsed value that can be changed. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A place in a value that holds a value. */
export interface Slot {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

/** Stands at the beginning of a string whose rest is written as it is: what no parser gives back. */
const RAW = '\u0002raw:';

/** A value that is written as a text, whatever that is. */
export function raw(text: string): string {
  return RAW + text;
}

/** All places in a value, from the outside in. */
export function slotsOf(root: Json): Slot[] {
  const slots: Slot[] = [];
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      const slot: Slot = { holder: value, key };
      slots.push(slot);
      open.push(valueAt(slot));
    }
  }
  return slots;
}

/** What a place holds. */
export function valueAt({ holder, key }: Slot): Json {
  return (holder as Record<string | number, Json>)[key] ?? null;
}

/** Puts a value into a place; a key like `__proto__` is only a key. */
export function putAt({ holder, key }: Slot, value: Json): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Writes a value, with what is raw in it as it is. */
export function toText(value: Json | undefined): string {
  return JSON.stringify(value ?? null).replace(
    /"\\u0002raw:((?:[^"\\]|\\.)*)"/g,
    (_all, inner: string) => String(JSON.parse(`"${inner}"`)),
  );
}
