import { type RedactOptions, redactText } from '@spoor/core';

/**
 * Takes out of texts that the user writes what their own configuration calls secret. The stores know
 * only the rules that everybody has.
 */
export function redactFields<T extends object>(fields: T, options: RedactOptions): T {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redactText(value, options);
    return Array.isArray(value) ? value.map(clean) : value;
  };
  const cleaned = Object.entries(fields).map(([name, value]) => [name, clean(value)]);
  return Object.fromEntries(cleaned) as T;
}
