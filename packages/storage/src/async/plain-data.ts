import { util } from '../lazy-builtins.js';

/**
 * Whether a value is the same after it has crossed to another thread: JSON's types, and what the
 * structured clone keeps besides. Instances of classes would lose their methods, functions can't go.
 */
export function isPlainData(value: unknown): boolean {
  const seen = new Set<unknown>();
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'function' || typeof next === 'symbol') return false;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const parts = partsOf(next);
    if (parts === null) return false;
    for (const part of parts) left.push(part);
  }
  return true;
}

/** What an object holds; null when it is of a class that doesn't cross. */
function partsOf(value: object): Iterable<unknown> | null {
  if (Array.isArray(value)) return value;
  const { types } = util();
  if (types.isMap(value)) return [...value.keys(), ...value.values()];
  if (types.isSet(value)) return value;
  if (types.isDate(value) || types.isRegExp(value)) return [];
  if (types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return [];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return Object.getOwnPropertySymbols(value).length === 0 ? Object.values(value) : null;
}
