/** US dollars per million tokens. */
export interface TokenRates {
  readonly input: number;
  /** Thinking counts as output. */
  readonly output: number;
  /** Written to the cache for five minutes. */
  readonly cacheWrite5m: number;
  /** Written to the cache for an hour. */
  readonly cacheWrite1h: number;
  readonly cacheRead: number;
}

/** What a model costs, at all times or between two days. */
export interface ModelPrice extends TokenRates {
  /** The id without date, cloud or variant, the family first: `claude-sonnet-3-5`. */
  readonly model: string;
  /** The first day (UTC, `2026-10-07`) of the price; absent: it always was so. */
  readonly from?: string;
  /** The first day after it; absent: it still is so. */
  readonly until?: string;
  /** What every token of a request costs whose prompt, cached parts included, is longer. */
  readonly longContext?: TokenRates & { readonly above: number };
  /** What fast mode multiplies every rate by; absent: the model has none. */
  readonly fast?: number;
  /** What inference in the United States alone multiplies every rate by; absent: there is none. */
  readonly usOnly?: number;
}

/** Prices of models; several of one model are of different times. */
export type ModelPrices = readonly ModelPrice[];

/** What caches cost where nothing else is said, in multiples of the price of input. */
const USUAL_CACHE = { write5m: 1.25, write1h: 2, read: 0.1 };

/** Rates that follow from the price of input; in tenths of a cent of a cent, so that they are exact. */
export function ratesOf(
  input: number,
  output: number,
  {
    cacheWrite5m = USUAL_CACHE.write5m * input,
    cacheWrite1h = USUAL_CACHE.write1h * input,
    cacheRead = USUAL_CACHE.read * input,
  }: Partial<TokenRates> = {},
): TokenRates {
  return {
    input,
    output,
    cacheWrite5m: exact(cacheWrite5m),
    cacheWrite1h: exact(cacheWrite1h),
    cacheRead: exact(cacheRead),
  };
}

/** 0.1 × 3 is no 0.3 in binary. */
function exact(rate: number): number {
  return Number(rate.toFixed(6));
}
