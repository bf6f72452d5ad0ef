import type { IsoTime } from '../time.js';
import { findPrice } from './find-price.js';
import type { ModelPrice, ModelPrices, TokenRates } from './model-price.js';
import { BATCH, MODEL_PRICES, WEB_SEARCH_USD } from './model-prices.js';

/** What an API message took, as far as it has a price. */
export interface PricedUsage {
  /** Neither read from the cache nor written to it. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  /** For five minutes or an hour. */
  readonly cacheWriteTokens: number;
  /** Of these, those for an hour. */
  readonly cacheWrite1hTokens?: number | undefined;
  readonly webSearchRequests?: number | undefined;
  /** `fast` or `standard`. */
  readonly speed?: string | null | undefined;
  /** `batch` costs half; all else is counted at list price. */
  readonly serviceTier?: string | null | undefined;
  /** `us` where inference had to stay there. */
  readonly inferenceGeo?: string | null | undefined;
}

/** Which prices, and of when. */
export interface CostOptions {
  readonly prices?: ModelPrices | undefined;
  /** When the message was answered: a price may have changed since. */
  readonly at?: IsoTime | undefined;
}

const MILLION = 1_000_000;

/** To a millionth of a millionth of a dollar: what lies behind is noise of the binary arithmetic. */
const DIGITS = 12;

/**
 * What an API message costs at list price, US dollars.
 * @returns null when that isn't known: the model, or the way it was served, has no price.
 */
export function costUsd(
  usage: PricedUsage,
  model: string | null,
  { prices = MODEL_PRICES, at }: CostOptions = {},
): number | null {
  const price = findPrice(model, prices, at);
  if (price === null) return null;
  const factor = factorOf(usage, price);
  if (factor === null) return null;
  const tokens = (tokensCost(usage, ratesFor(usage, price)) * factor) / MILLION;
  const searches = (usage.webSearchRequests ?? 0) * WEB_SEARCH_USD;
  return Number((tokens + searches).toFixed(DIGITS));
}

function tokensCost(usage: PricedUsage, rates: TokenRates): number {
  const writtenFor1h = Math.min(usage.cacheWrite1hTokens ?? 0, usage.cacheWriteTokens);
  return (
    usage.inputTokens * rates.input +
    usage.outputTokens * rates.output +
    usage.cacheReadTokens * rates.cacheRead +
    (usage.cacheWriteTokens - writtenFor1h) * rates.cacheWrite5m +
    writtenFor1h * rates.cacheWrite1h
  );
}

/** The whole request counts at the price of long ones when its prompt is long. */
function ratesFor(usage: PricedUsage, price: ModelPrice): TokenRates {
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const { longContext } = price;
  return longContext !== undefined && prompt > longContext.above ? longContext : price;
}

/** All multipliers together; null when one is not known. */
function factorOf(usage: PricedUsage, price: ModelPrice): number | null {
  const speed = speedFactor(usage.speed ?? '', price);
  const place = placeFactor(usage.inferenceGeo ?? '', price);
  if (speed === null || place === null) return null;
  return speed * place * (usage.serviceTier === 'batch' ? BATCH : 1);
}

function speedFactor(speed: string, { fast }: ModelPrice): number | null {
  if (speed === '' || speed === 'standard') return 1;
  return speed === 'fast' ? (fast ?? null) : null;
}

/** Older models know no such choice, and say `not_available`. */
const ANYWHERE = ['', 'global', 'not_available'];

function placeFactor(place: string, { usOnly }: ModelPrice): number | null {
  if (ANYWHERE.includes(place)) return 1;
  return place === 'us' ? (usOnly ?? null) : null;
}
