import { describe, expect, it } from 'vitest';
import {
  costUsd,
  DEFAULT_CONFIGURATION,
  findPrice,
  fingerprintOf,
  MODEL_PRICES,
  type OwnPrice,
  type PricedUsage,
  pricesOf,
} from '../../src/index.js';

function usage(fields: Partial<PricedUsage> = {}): PricedUsage {
  return { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, ...fields };
}

const MILLION_EACH = usage({
  inputTokens: 1_000_000,
  outputTokens: 1_000_000,
  cacheReadTokens: 1_000_000,
  cacheWriteTokens: 2_000_000,
  cacheWrite1hTokens: 1_000_000,
});

function withOwn(...models: OwnPrice[]) {
  return pricesOf({ ...DEFAULT_CONFIGURATION, pricing: { models } });
}

describe('costUsd', () => {
  // Totals that the client wrote itself: input, output, cache read, cache written, US dollars.
  it.each([
    ['claude-opus-5-5', 100, 20, 500, 10, 0.00095],
    ['claude-opus-5-5', 1_234, 77, 4_096, 2_048, 0.0175352],
    ['claude-opus-5-5', 1_321, 245, 5_200, 200, 0.012224],
    ['claude-opus-5-5', 721, 125, 2_200, 140, 0.006524],
    ['claude-opus-5-5', 921, 165, 3_200, 160, 0.008424],
    ['claude-opus-5-5', 500, 100, 2_500, 50, 0.00475],
    ['claude-haiku-5-5', 421, 65, 700, 110, 0.00009535],
  ])('agrees with the client: %s %i %i %i %i', (model, input, output, read, written, cost) => {
    const tokens = usage({
      inputTokens: input,
      outputTokens: output,
      cacheReadTokens: read,
      cacheWriteTokens: written,
    });
    expect(costUsd(tokens, model)).toBeCloseTo(cost, 12);
  });

  it.each([
    ['claude-opus-4-1', 15 + 75 + 1.5 + 18.75 + 30],
    ['claude-opus-4-8', 5 + 25 + 0.5 + 6.25 + 10],
    ['claude-fable-5-1', 10 + 50 + 0.25 + 12.5 + 20],
    ['claude-fable-5-2', 8 + 40 + 0.2 + 10 + 16],
    ['claude-haiku-3-5', 0.8 + 4 + 0.08 + 1 + 1.6],
    ['claude-haiku-3', 0.25 + 1.25 + 0.03 + 0.3 + 0.5],
    // More than 200,000 tokens of prompt.
    ['claude-sonnet-4-5', 6 + 22.5 + 0.6 + 7.5 + 12],
    ['claude-sonnet-4-6', 3 + 15 + 0.3 + 3.75 + 6],
    ['claude-haiku-5-5', 0.5 + 2.5 + 0.05 + 0.625 + 1],
  ])('prices each kind of token of %s', (model, cost) => {
    expect(costUsd(MILLION_EACH, model)).toBeCloseTo(cost, 9);
  });

  it('counts the cache into the length of a prompt, and the answer at the price of it', () => {
    const short = usage({ cacheReadTokens: 199_990, inputTokens: 10, outputTokens: 1_000_000 });
    expect(costUsd(short, 'claude-sonnet-4-5')).toBeCloseTo(15 + 0.06 + 0.00003 - 0.000003, 9);
    const long = usage({ cacheReadTokens: 199_990, inputTokens: 11, outputTokens: 1_000_000 });
    expect(costUsd(long, 'claude-sonnet-4-5')).toBeCloseTo(22.5 + 0.119994 + 0.000066, 9);
  });

  it('multiplies by speed, place and tier, and adds searches as they are', () => {
    const input = { inputTokens: 1_000_000, webSearchRequests: 3 };
    const cost = (fields: Partial<PricedUsage>) =>
      costUsd(usage({ ...input, ...fields }), 'claude-opus-5-5');
    expect(cost({})).toBe(4.03);
    expect(cost({ speed: 'standard', inferenceGeo: '', serviceTier: 'standard' })).toBe(4.03);
    expect(cost({ speed: 'fast' })).toBe(8.03);
    expect(cost({ inferenceGeo: 'us' })).toBe(4.43);
    expect(cost({ serviceTier: 'batch' })).toBe(2.03);
    expect(cost({ speed: 'fast', inferenceGeo: 'us', serviceTier: 'priority' })).toBe(8.83);
  });

  it.each<[string | null, Partial<PricedUsage>]>([
    [null, {}],
    ['claude-opus-9', {}],
    ['<synthetic>', {}],
    ['claude-sonnet-5-5', { speed: 'fast' }],
    ['claude-opus-5-5', { speed: 'ludicrous' }],
    ['claude-opus-4-5', { inferenceGeo: 'us' }],
    ['claude-opus-5-5', { inferenceGeo: 'moon' }],
  ])('does not know what %s with %j costs', (model, fields) => {
    expect(costUsd(usage({ inputTokens: 5, ...fields }), model)).toBeNull();
    expect(costUsd(usage(fields), model)).toBeNull();
  });

  it('takes the price of the time', () => {
    const read = usage({ cacheReadTokens: 1_000_000 });
    const at = (time: string) => costUsd(read, 'claude-sonnet-5-5', { at: time });
    expect(at('2026-10-06T23:59:59.999Z')).toBe(0.2);
    expect(at('2026-10-07T00:00:00.000Z')).toBe(0.1);
    expect(costUsd(read, 'claude-sonnet-5-5')).toBe(0.1);
    const prices = withOwn({ model: 'new', input: 1, output: 1, from: '2026-02-01' });
    expect(findPrice('new', prices, '2026-01-31T12:00:00.000Z')).toBeNull();
    expect(findPrice('new', prices, '2026-02-01T00:00:00.000Z')).not.toBeNull();
  });
});

describe('MODEL_PRICES', () => {
  it('is plain data in which every model has one price at any time', () => {
    expect(structuredClone(MODEL_PRICES)).toEqual(MODEL_PRICES);
    for (const { model, until } of MODEL_PRICES) {
      const others = MODEL_PRICES.filter((price) => price.model === model);
      expect(others.filter((price) => price.until === undefined)).toHaveLength(1);
      if (until !== undefined) expect(others.map(({ from }) => from)).toContain(until);
      expect(findPrice(model, MODEL_PRICES)?.model).toBe(model);
    }
  });
});

describe('pricesOf', () => {
  it('is the table itself where nothing is configured', () => {
    expect(pricesOf(DEFAULT_CONFIGURATION)).toBe(MODEL_PRICES);
  });

  it('puts a correction in the place of all prices of a model, with what it leaves unsaid', () => {
    const prices = withOwn({ model: 'Claude-5.5-Sonnet', input: 1, output: 2 });
    const options = { prices, at: '2026-10-01T00:00:00.000Z' };
    expect(costUsd(MILLION_EACH, 'claude-sonnet-5-5', options)).toBeCloseTo(
      1 + 2 + 0.1 + 1.25 + 2,
      9,
    );
    const inUs = usage({ inputTokens: 1_000_000, inferenceGeo: 'us' });
    expect(costUsd(inUs, 'us.anthropic.claude-sonnet-5-5-v1:0', options)).toBe(1.1);
  });

  it('prices one id apart from the model that it names', () => {
    const id = 'us.anthropic.claude-opus-5-v1:0';
    const prices = withOwn({ model: id, input: 5.5, output: 27.5, fast: 3 });
    expect(costUsd(usage({ inputTokens: 1_000_000 }), id, { prices })).toBe(5.5);
    expect(costUsd(usage({ inputTokens: 1_000_000, speed: 'fast' }), id, { prices })).toBe(16.5);
    expect(costUsd(usage({ inputTokens: 1_000_000 }), 'claude-opus-5', { prices })).toBe(5);
  });

  it('knows models that Spoor does not', () => {
    const longContext = { above: 10, input: 2, output: 4, cacheRead: 0 };
    const prices = withOwn({ model: 'our-router/Large-1.5', input: 1, output: 2, longContext });
    const cost = (tokens: number) =>
      costUsd(usage({ inputTokens: tokens }), 'our-router/large-1.5', { prices });
    expect(cost(10)).toBe(0.00001);
    expect(cost(11)).toBe(0.000022);
    expect(costUsd(usage(), 'large-1.5', { prices })).toBeNull();
  });
});

describe('fingerprintOf', () => {
  it('differs when any price does', () => {
    const prints = [
      MODEL_PRICES,
      MODEL_PRICES.slice(1),
      withOwn({ model: 'a', input: 1, output: 2 }),
      withOwn({ model: 'a', input: 1, output: 2, from: '2026-01-01' }),
    ].map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintOf(structuredClone(MODEL_PRICES))).toBe(prints[0]);
  });
});
