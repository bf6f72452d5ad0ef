import type { Configuration } from '../configuration/configuration.js';
import type { OwnPrice, OwnRates } from '../configuration/key-kinds.js';
import { findPrice } from './find-price.js';
import { plainId } from './model-id.js';
import { type ModelPrice, type ModelPrices, ratesOf, type TokenRates } from './model-price.js';
import { MODEL_PRICES } from './model-prices.js';

/**
 * The prices that count: those of the configuration, and for models that it says nothing of, those
 * that Spoor knows. An id with a date or a cloud in it counts for that id alone, a name for all its
 * ids. What fast mode and the United States multiply by stays, where nothing is said of it.
 */
export function pricesOf({ pricing }: Pick<Configuration, 'pricing'>): ModelPrices {
  if (pricing.models.length === 0) return MODEL_PRICES;
  const own = pricing.models.map(ownPrice);
  const names = new Set(own.map(({ model }) => model));
  return [...own, ...MODEL_PRICES.filter(({ model }) => !names.has(model))];
}

function ownPrice(own: OwnPrice): ModelPrice {
  const known = findPrice(own.model, MODEL_PRICES);
  const { fast = known?.fast, usOnly = known?.usOnly, from, until, longContext } = own;
  return {
    model: plainId(own.model),
    ...rates(own),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(longContext === undefined
      ? {}
      : { longContext: { above: longContext.above, ...rates(longContext) } }),
    ...(fast === undefined ? {} : { fast }),
    ...(usOnly === undefined ? {} : { usOnly }),
  };
}

function rates({ input, output, cacheWrite5m, cacheWrite1h, cacheRead }: OwnRates): TokenRates {
  return ratesOf(input, output, {
    ...(cacheWrite5m === undefined ? {} : { cacheWrite5m }),
    ...(cacheWrite1h === undefined ? {} : { cacheWrite1h }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
  });
}
