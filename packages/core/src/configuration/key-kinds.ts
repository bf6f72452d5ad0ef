/** What every key says of itself; the description serves help, documentation and JSON Schema. */
interface Described {
  readonly description: string;
}

/** On or off. */
export interface FlagKey extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** A whole number within bounds. */
export interface WholeKey<D extends number | null = number> extends Described {
  readonly kind: 'whole';
  readonly default: D;
  readonly min: number;
  readonly max: number;
  /** Whether `null` is a value too: no limit. */
  readonly nullable: null extends D ? true : false;
}

/** A number that need not be whole, within bounds, or `null`: none. */
export interface AmountKey extends Described {
  readonly kind: 'amount';
  readonly default: number | null;
  readonly min: number;
  readonly max: number;
}

/** One of some words. */
export interface ChoiceKey<C extends string = string> extends Described {
  readonly kind: 'choice';
  readonly default: C;
  readonly choices: readonly C[];
}

/** An absolute path, or `null`. */
export interface PathKey extends Described {
  readonly kind: 'path';
  readonly default: null;
}

/** A list of texts. Lengths are in characters. */
export interface TextsKey extends Described {
  readonly kind: 'texts';
  readonly default: readonly string[];
  readonly minLength: number;
  readonly maxLength: number;
  readonly maxItems: number;
}

/** A list of absolute paths. */
export interface PathsKey extends Described {
  readonly kind: 'paths';
  readonly default: readonly string[];
  readonly maxItems: number;
}

/** A list of redaction rules of the user's own. */
export interface RulesKey extends Described {
  readonly kind: 'rules';
  readonly default: readonly OwnRule[];
  readonly maxItems: number;
}

/** A list of prices of the user's own. */
export interface PricesKey extends Described {
  readonly kind: 'prices';
  readonly default: readonly OwnPrice[];
  readonly maxItems: number;
}

/** US dollars per million tokens; the cache costs the usual multiples of input where it isn't said. */
export interface OwnRates {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
  readonly cacheRead?: number;
}

/** What a model costs, as a user writes it. */
export interface OwnPrice extends OwnRates {
  /** A name, for all ids of the model, or one whole id. */
  readonly model: string;
  /** The first day of the price, `2026-10-07`, and the first day after it. */
  readonly from?: string;
  readonly until?: string;
  /** The price of requests whose prompt has more tokens than `above`. */
  readonly longContext?: OwnRates & { readonly above: number };
  /** What fast mode, and inference in the United States alone, multiply the rates by. */
  readonly fast?: number;
  readonly usOnly?: number;
}

/** A redaction rule as a user writes it: what `pattern` matches is replaced by `[REDACTED:name]`. */
export interface OwnRule {
  readonly name: string;
  /** A regular expression without its slashes. */
  readonly pattern: string;
  /** Of `i`, `m`, `s` and `u`; all matches are replaced in any case. */
  readonly flags?: string;
}

/** A key of the configuration, as data. */
export type AnyKey =
  | FlagKey
  | WholeKey
  | WholeKey<number | null>
  | AmountKey
  | ChoiceKey
  | PathKey
  | TextsKey
  | PathsKey
  | RulesKey
  | PricesKey;

/** The type of a key's value. */
export type ValueOf<K> = K extends FlagKey
  ? boolean
  : K extends ChoiceKey<infer C>
    ? C
    : K extends PathKey
      ? string | null
      : K extends WholeKey<infer D>
        ? D
        : K extends AmountKey
          ? number | null
          : K extends RulesKey
            ? readonly OwnRule[]
            : K extends PricesKey
              ? readonly OwnPrice[]
              : readonly string[];

/** On or off. */
export function flag(on: boolean, description: string): FlagKey {
  return { kind: 'flag', default: on, description };
}

/** A whole number. */
export function whole(
  value: number,
  bounds: { min: number; max: number },
  description: string,
): WholeKey {
  return { kind: 'whole', default: value, nullable: false, ...bounds, description };
}

/** A whole number, or `null` for none. */
export function wholeOrNull(
  value: number | null,
  bounds: { min: number; max: number },
  description: string,
): WholeKey<number | null> {
  return { kind: 'whole', default: value, nullable: true, ...bounds, description };
}

/** A number that need not be whole; none by default. */
export function amount(bounds: { min: number; max: number }, description: string): AmountKey {
  return { kind: 'amount', default: null, ...bounds, description };
}

/** One of some words; the first is the default. */
export function choice<const C extends string>(
  choices: readonly [C, ...C[]],
  description: string,
): ChoiceKey<C> {
  return { kind: 'choice', default: choices[0], choices, description };
}
