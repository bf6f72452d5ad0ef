import { type RedactOptions, redactionOptions, redactText } from '@spoor/core';
import type { CliIo } from './io.js';
import { settingsOf } from './settings.js';

/** What the user's configuration calls secret; nothing is cut by it. */
export function ownRedaction(io: CliIo): RedactOptions {
  return redactionOptions(settingsOf(io).configuration);
}

/**
 * Takes out of texts that the user writes what their own configuration calls secret. The stores know
 * only the rules that everybody has.
 */
export function redactOwn<T extends object>(io: CliIo, fields: T): T {
  const options = ownRedaction(io);
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redactText(value, options);
    return Array.isArray(value) ? value.map(clean) : value;
  };
  const cleaned = Object.entries(fields).map(([name, value]) => [name, clean(value)]);
  return Object.fromEntries(cleaned) as T;
}
