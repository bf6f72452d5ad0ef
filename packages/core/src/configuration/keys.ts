import { keyPlaces } from './configuration.js';
import type { AnyKey } from './key-kinds.js';

/** A key as help, documentation and commands show it. */
export interface ConfigurationKey {
  /** `retention.payloadDays` */
  readonly name: string;
  /** What its value must be, in words: `a whole number from 0 on, or null`. */
  readonly type: string;
  readonly default: AnyKey['default'];
  readonly description: string;
  /** The environment variable that sets it. */
  readonly variable: string;
}

/** A bound that only keeps arithmetic sound is told to those who come near it. */
const REMOTE = 100_000;

/** Every key, in the order of the documentation. */
export const CONFIGURATION_KEYS: readonly ConfigurationKey[] = /* @__PURE__ */ keyPlaces().map(
  ({ dotted, key }) => ({
    name: dotted,
    type: expectationOf(key),
    default: key.default,
    description: key.description,
    variable: variableOf(dotted),
  }),
);

/** The environment variable of a key: `retention.payloadDays` → `SPOOR_RETENTION_PAYLOAD_DAYS`. */
export function variableOf(dotted: string): string {
  return `SPOOR_${dotted.replace(/[A-Z]/g, '_$&').replace('.', '_').toUpperCase()}`;
}

/** What a key's value must be, in words that follow "must be". */
export function expectationOf(key: AnyKey): string {
  switch (key.kind) {
    case 'flag':
      return 'true or false';
    case 'whole':
      return `a whole number ${boundsOf(key.min, key.max)}${key.nullable ? ', or null' : ''}`;
    case 'amount':
      return `a number ${boundsOf(key.min, key.max)}, or null`;
    case 'choice':
      return `one of ${key.choices.map((word) => `"${word}"`).join(', ')}`;
    case 'path':
      return 'an absolute path, or null';
    case 'paths':
      return `a list of at most ${key.maxItems} absolute paths`;
    case 'texts':
      return `a list of at most ${key.maxItems} texts of ${key.minLength} to ${key.maxLength} characters`;
    case 'rules':
      return `a list of at most ${key.maxItems} rules`;
    case 'prices':
      return `a list of at most ${key.maxItems} prices`;
  }
}

function boundsOf(min: number, max: number): string {
  return max >= REMOTE ? `from ${min} on` : `from ${min} to ${max}`;
}
