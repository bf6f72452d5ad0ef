import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPrice, MODEL_PRICES, modelName } from '../../src/index.js';

describe('modelName', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-opus-4-0', 'claude-opus-4'],
    ['claude-opus-5-5', 'claude-opus-5-5'],
    ['claude-opus-5-5[1m]', 'claude-opus-5-5'],
    ['claude-sonnet-4-5-20250929[1m]', 'claude-sonnet-4-5'],
    ['claude-3-5-haiku-latest', 'claude-haiku-3-5'],
    ['claude-3-7-sonnet-20250219', 'claude-sonnet-3-7'],
    ['claude-3-opus-20240229', 'claude-opus-3'],
    ['claude-3-5-sonnet-v2@20241022', 'claude-sonnet-3-5'],
    ['claude-opus-4-1@20250805', 'claude-opus-4-1'],
    ['claude-haiku-4-5@default', 'claude-haiku-4-5'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-sonnet-3-5'],
    ['anthropic.claude-haiku-5-5', 'claude-haiku-5-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['us-gov.anthropic.claude-3-haiku-20240307-v1:0:200k', 'claude-haiku-3'],
    ['eu.anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['apac.anthropic.claude-sonnet-4-20250514-v1:0', 'claude-sonnet-4'],
    ['global.anthropic.claude-opus-4-5-20251101-v1:0[1m]', 'claude-opus-4-5'],
    [
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-1-20250805-v1:0',
      'claude-opus-4-1',
    ],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
      'claude-haiku-3',
    ],
    ['arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc123', 'abc123'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['openrouter/anthropic/claude-3.7-sonnet:thinking', 'claude-sonnet-3-7'],
    ['bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5'],
    ['Claude-Opus-5-5 ', 'claude-opus-5-5'],
    ['gpt-5.2', 'gpt-5-2'],
    ['<synthetic>', '<synthetic>'],
  ])('%s is %s', (id, name) => {
    expect(modelName(id)).toBe(name);
  });

  it.each([
    'claude-opus-5-5-mini',
    'claude-opus-55',
    'claude-opus-5-',
    'not-claude-opus-5',
    'claude-instant-1.2',
    'claude-opus-5-fast',
    'claude-sonnet-3',
    'opus',
    '<synthetic>',
    '__proto__',
    'constructor',
    '',
    `${'a/'.repeat(100_000)}claude-opus-5`,
  ])('%.40s has no price', (id) => {
    expect(findPrice(id, MODEL_PRICES)).toBeNull();
  });

  it('takes any text', () => {
    const piece = fc.constantFrom('claude', '-', '.', ':', '/', '@', '[1m]', 'v1', '4', '\n', 'é');
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(hostile, (id) => {
        expect(typeof modelName(id)).toBe('string');
        const price = findPrice(id, MODEL_PRICES);
        expect(price === null || MODEL_PRICES.includes(price)).toBe(true);
      }),
    );
  });
});
