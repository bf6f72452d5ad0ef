import { MODEL_PRICES } from '@spoor/core';
import { expect, test } from 'vitest';
import { compareWithClient, costBy, SessionRecords, UsageRecords } from '../../../src/index.js';
import { session } from '../../support/records.js';
import { temporaryDatabase } from '../../support/temporary.js';
import { told } from '../../support/usage.js';

const OPUS = {
  inputTokens: 200,
  outputTokens: 40,
  cacheReadInputTokens: 1_000,
  cacheCreationInputTokens: 20,
  webSearchRequests: 0,
  costUSD: 0.0019000000000000002,
};

function compare(clientUsage: unknown, models: readonly (string | null)[]) {
  const db = temporaryDatabase({ inMemory: true });
  const json = clientUsage === null ? null : JSON.stringify(clientUsage);
  new SessionRecords(db).put(session('s1', { clientUsage: json }));
  const usage = new UsageRecords(db, costBy(MODEL_PRICES));
  models.forEach((model, i) => {
    usage.put(told(`m${i}`, { model }));
  });
  return compareWithClient(db, 's1');
}

test('both counts of a session are compared by model, whatever its id looks like', () => {
  const comparison = compare({ 'claude-opus-5-5[1m]': OPUS }, [
    'claude-opus-5-5',
    'anthropic.claude-opus-5-5-v1:0',
  ]);
  const count = {
    inputTokens: 200,
    outputTokens: 40,
    cacheReadTokens: 1_000,
    cacheWriteTokens: 20,
    webSearchRequests: 0,
  };
  expect(comparison).toEqual({
    models: [
      {
        model: 'claude-opus-5-5',
        ours: { ...count, costUsd: expect.closeTo(0.0019, 12) },
        client: { ...count, costUsd: expect.closeTo(0.0019, 12) },
        differs: false,
      },
    ],
    differs: false,
  });
});

test.each([
  ['a token', { ...OPUS, outputTokens: 41 }],
  ['a search', { ...OPUS, webSearchRequests: 1 }],
  ['a hundredth of a per cent of the cost', { ...OPUS, costUSD: 0.00190019 }],
  ['a cost that only one knows', { ...OPUS, costUSD: null }],
])('%s more or less is a difference', (_, opus) => {
  const models = ['claude-opus-5-5', 'claude-opus-5-5'];
  expect(compare({ 'claude-opus-5-5': opus }, models)?.differs).toBe(true);
});

test('a model of one count alone is a difference, unless it took nothing', () => {
  const models = ['claude-opus-5-5', 'claude-opus-5-5'];
  expect(compare({ 'claude-opus-5-5': OPUS, 'claude-haiku-5-5': OPUS }, models)).toMatchObject({
    differs: true,
    models: [{ model: 'claude-haiku-5-5', ours: null }, { differs: false }],
  });
  expect(compare({}, models)).toMatchObject({ differs: true, models: [{ client: null }] });
  const nothing = { inputTokens: 0, outputTokens: 0 };
  const usage = { 'claude-opus-5-5': OPUS, 'claude-haiku-5-5': nothing };
  expect(compare(usage, models)).toMatchObject({ differs: false, models: [{ differs: false }] });
  expect(compare({}, [])).toEqual({ models: [], differs: false });
});

test('there is nothing to compare where the client left no count, or one of no form', () => {
  expect(compare(null, ['claude-opus-5-5'])).toBeNull();
  expect(compare([1], [])).toBeNull();
  expect(compare({ a: 3, b: null }, [])).toEqual({ models: [], differs: false });
  const strange = { 'claude-opus-5-5': { inputTokens: 'many', costUSD: 'much' } };
  expect(compare(strange, [])).toEqual({ models: [], differs: false });
  const db = temporaryDatabase({ inMemory: true });
  expect(compareWithClient(db, 'nobody')).toBeNull();
});
