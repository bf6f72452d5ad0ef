import { CONFIGURATION_KEYS, type ConfigurationKey, nearestOf, UsageError } from '@spoor/core';
import { safeText } from '../../present/safe-text.js';

/**
 * Finds a key by its name.
 * @throws UsageError that names the nearest one.
 */
export function findKey(name: string): ConfigurationKey {
  const key = CONFIGURATION_KEYS.find((one) => one.name === name);
  if (key !== undefined) return key;
  const names = CONFIGURATION_KEYS.map((one) => one.name);
  const near = nearestOf(name, names) ?? names.find((one) => one.endsWith(`.${name}`));
  const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
  throw new UsageError(`there is no key \`${safeText(name)}\`${hint}`);
}

/** The value at a dotted name; undefined when there is none. */
export function valueOfKey(configuration: object, name: string): unknown {
  let value: unknown = configuration;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
