import { type ModelPrice, type ModelPrices, ratesOf, type TokenRates } from './model-price.js';

/** Where the prices come from, and when they were compared with it last. */
export const PRICES_SOURCE = {
  date: '2026-11-21',
  url: 'https://platform.claude.com/docs/en/about-claude/pricing',
};

/** What a search on the web costs, by the server's own tool, US dollars; fetching a page is free. */
export const WEB_SEARCH_USD = 0.01;

/** What a batch multiplies every rate by. */
export const BATCH = 0.5;

/** All models since Claude 4.6 cost this much more where inference is to stay in the United States. */
const US_ONLY = { usOnly: 1.1 };

/** Cache reads of some newer models are cheaper than the usual tenth. */
const CACHE_READ = { fable51: 0.25, fable52: 0.2, opus55: 0.2, sonnet55: 0.1 };

const SONNET = /* @__PURE__ */ ratesOf(3, 15);
const SONNET_LONG = { above: 200_000, .../* @__PURE__ */ ratesOf(6, 22.5) };
const OPUS = /* @__PURE__ */ ratesOf(15, 75);
const OPUS_45 = /* @__PURE__ */ ratesOf(5, 25);

/** What Anthropic charges at its own API for each Claude model, the newest of a family first. */
export const MODEL_PRICES: ModelPrices = /* @__PURE__ */ Object.freeze([
  price('claude-fable-5-2', ratesOf(8, 40, { cacheRead: CACHE_READ.fable52 }), {
    fast: 2,
    ...US_ONLY,
  }),
  price('claude-fable-5-1', ratesOf(10, 50, { cacheRead: CACHE_READ.fable51 }), US_ONLY),
  price('claude-fable-5', ratesOf(10, 50), US_ONLY),
  price('claude-mythos-5-2', ratesOf(8, 40, { cacheRead: CACHE_READ.fable52 }), {
    fast: 2,
    ...US_ONLY,
  }),
  price('claude-mythos-5-1', ratesOf(10, 50, { cacheRead: CACHE_READ.fable51 }), US_ONLY),
  price('claude-mythos-5', ratesOf(10, 50), US_ONLY),
  price('claude-opus-5-5', ratesOf(4, 20, { cacheRead: CACHE_READ.opus55 }), {
    fast: 2,
    ...US_ONLY,
  }),
  price('claude-opus-5', OPUS_45, { fast: 2, ...US_ONLY }),
  price('claude-opus-4-8', OPUS_45, { fast: 2, ...US_ONLY }),
  price('claude-opus-4-7', OPUS_45, { fast: 6, ...US_ONLY }),
  price('claude-opus-4-6', OPUS_45, { fast: 6, ...US_ONLY }),
  price('claude-opus-4-5', OPUS_45),
  price('claude-opus-4-1', OPUS),
  price('claude-opus-4', OPUS),
  price('claude-opus-3', OPUS),
  price('claude-sonnet-5-5', ratesOf(2, 10), { until: '2026-10-07', ...US_ONLY }),
  price('claude-sonnet-5-5', ratesOf(2, 10, { cacheRead: CACHE_READ.sonnet55 }), {
    from: '2026-10-07',
    ...US_ONLY,
  }),
  price('claude-sonnet-5', ratesOf(2, 10), US_ONLY),
  price('claude-sonnet-4-6', SONNET, US_ONLY),
  price('claude-sonnet-4-5', SONNET, { longContext: SONNET_LONG }),
  price('claude-sonnet-4', SONNET, { longContext: SONNET_LONG }),
  price('claude-sonnet-3-7', SONNET),
  price('claude-sonnet-3-5', SONNET),
  price('claude-haiku-5-5', ratesOf(0.1, 0.5), {
    longContext: { above: 100_000, ...ratesOf(0.5, 2.5) },
    ...US_ONLY,
  }),
  price('claude-haiku-4-5', ratesOf(1, 5)),
  price('claude-haiku-3-5', ratesOf(0.8, 4)),
  // The one model whose cache was rounded.
  price(
    'claude-haiku-3',
    ratesOf(0.25, 1.25, { cacheWrite5m: 0.3, cacheWrite1h: 0.5, cacheRead: 0.03 }),
  ),
]);

function price(
  model: string,
  rates: TokenRates,
  more: Omit<Partial<ModelPrice>, keyof TokenRates | 'model'> = {},
): ModelPrice {
  return { model, ...rates, ...more };
}
