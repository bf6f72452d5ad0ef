import { type Search, type SearchOptions, searchOf } from './search.js';

/** Caps on what is kept of a value, and what counts as secret in it. Lengths are in characters. */
export interface RedactOptions extends SearchOptions {
  /** Lists and objects nested deeper are replaced by a note. Default 1,000: SQLite's own limit. */
  readonly maxDepth?: number;
  /** Longer strings are cut. Default 32,768. */
  readonly maxStringLength?: number;
  /** When the strings together are longer, those after it are cut to a short head. Default 524,288. */
  readonly maxTotalLength?: number;
  /** The rest of a list or object beyond so many values is replaced by a note. Default 100,000. */
  readonly maxValues?: number;
}

/** The caps with their defaults, and what is searched for. */
export interface Limits extends Required<Omit<RedactOptions, keyof SearchOptions>> {
  readonly search: Search;
}

/** Fills in the defaults. */
export function limitsOf(options: RedactOptions): Limits {
  return {
    maxDepth: options.maxDepth ?? 1_000,
    maxStringLength: options.maxStringLength ?? 32_768,
    maxTotalLength: options.maxTotalLength ?? 524_288,
    maxValues: options.maxValues ?? 100_000,
    search: searchOf(options),
  };
}
