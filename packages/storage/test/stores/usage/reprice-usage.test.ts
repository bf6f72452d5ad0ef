import { MODEL_PRICES, type ModelPrices } from '@spoor/core';
import { expect, test } from 'vitest';
import {
  costBy,
  ExecutionRecords,
  ExecutionTracker,
  refreshUsageTotals,
  repriceUsage,
  type SpoorDatabase,
  UsageRecords,
} from '../../../src/index.js';
import { trace } from '../../support/records.js';
import { temporaryDatabase } from '../../support/temporary.js';
import { told } from '../../support/usage.js';

const NONE: ModelPrices = [];

function fill(count: number, prices: ModelPrices): SpoorDatabase {
  const db = temporaryDatabase();
  new ExecutionRecords(db).putTrace(trace('t1'));
  const usage = new UsageRecords(db, costBy(prices));
  db.transaction(() => {
    for (let i = 0; i < count; i++) usage.put(told(`m${i}`));
    refreshUsageTotals(db, [{ sessionId: 's1', traceId: 't1', agentId: null }]);
  });
  return db;
}

const sumOf = (db: SpoorDatabase) =>
  db.prepare<[], { cost: number | null }>('SELECT sum(cost_usd) AS cost FROM token_usage').get()
    ?.cost;

test('costs and totals follow the prices, once', async () => {
  const db = fill(450, NONE);
  const turn = () => new ExecutionTracker(db).getTrace('t1')?.tokenUsage?.costUsd;
  expect([sumOf(db), turn()]).toEqual([null, null]);
  expect(await repriceUsage(db, MODEL_PRICES)).toEqual({ differed: true, changed: 450 });
  expect(sumOf(db)).toBeCloseTo(450 * 0.00095, 9);
  expect(turn()).toBeCloseTo(450 * 0.00095, 9);
  expect(await repriceUsage(db, MODEL_PRICES)).toEqual({ differed: false, changed: 0 });
  expect(await repriceUsage(db, structuredClone(MODEL_PRICES))).toMatchObject({ differed: false });
  expect(await repriceUsage(db, NONE)).toEqual({ differed: true, changed: 450 });
  expect([sumOf(db), turn()]).toEqual([null, null]);
});

test('costs that are right already are not written', async () => {
  const db = fill(3, MODEL_PRICES);
  expect(await repriceUsage(db, MODEL_PRICES)).toEqual({ differed: true, changed: 0 });
  const empty = fill(0, MODEL_PRICES);
  expect(await repriceUsage(empty, MODEL_PRICES)).toEqual({ differed: true, changed: 0 });
  expect(await repriceUsage(empty, MODEL_PRICES)).toEqual({ differed: false, changed: 0 });
});

test('broken off, it is done again from the beginning', async () => {
  const db = fill(450, NONE);
  const stop = new AbortController();
  const broken = repriceUsage(db, MODEL_PRICES, {
    signal: stop.signal,
    onProgress: ({ done, total }) => {
      expect(total).toBe(450);
      if (done >= 200) stop.abort();
    },
  });
  await expect(broken).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(sumOf(db)).toBeCloseTo(200 * 0.00095, 9);
  expect(await repriceUsage(db, MODEL_PRICES)).toEqual({ differed: true, changed: 250 });
});
