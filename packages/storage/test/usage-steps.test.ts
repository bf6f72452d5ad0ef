import { MODEL_PRICES } from '@spoor/core';
import { expect, test } from 'vitest';
import {
  costBy,
  hasMoreCalls,
  listSessionRows,
  MessageStore,
  readCompactions,
  readContextTokens,
  readSessionFigures,
  readUsageSteps,
  SessionStore,
  ToolCallStore,
  UsageRecords,
} from '../src/index.js';
import { at } from './support/events.js';
import { call, session } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';
import { told } from './support/usage.js';

test('what a session took is told message by message, in the order of time', () => {
  const db = temporaryDatabase({ inMemory: true });
  const usage = new UsageRecords(db, costBy(MODEL_PRICES));
  usage.put(told('m2', { timestamp: at(9), agentId: 'x', model: 'nobody-knows-it' }));
  usage.put(told('m1', { timestamp: at(3), traceId: null }));
  usage.put(told('m3', { timestamp: at(1), sessionId: 'another' }));
  expect(readUsageSteps(db, 's1')).toEqual([
    {
      at: at(3),
      traceId: null,
      agentId: null,
      inputTokens: 100,
      outputTokens: expect.any(Number),
      cacheReadTokens: 500,
      cacheWriteTokens: 10,
      costUsd: expect.any(Number),
    },
    expect.objectContaining({ at: at(9), agentId: 'x', costUsd: null }),
  ]);
  expect(readUsageSteps(db, 'nobody')).toEqual([]);
});

test('the context is what the main agent’s last message was sent with', () => {
  const db = temporaryDatabase({ inMemory: true });
  const usage = new UsageRecords(db, costBy(MODEL_PRICES));
  expect(readContextTokens(db, 's1')).toBeNull();
  usage.put(told('m1', { timestamp: at(1), inputTokens: 100 }));
  usage.put(told('m2', { timestamp: at(2), inputTokens: 7 }));
  usage.put(told('m3', { timestamp: at(3), inputTokens: 9_000, agentId: 'x' }));
  expect(readContextTokens(db, 's1')).toBe(517);
});

test('a compaction since its last message tells how full the context is', () => {
  const db = temporaryDatabase({ inMemory: true });
  const usage = new UsageRecords(db, costBy(MODEL_PRICES));
  const messages = new MessageStore(db);
  const compacted = (id: string, seconds: number, tokenCount: number | null, agentId = '') =>
    messages.add({
      sessionId: 's1',
      id,
      type: 'system',
      subtype: 'compact_boundary',
      timestamp: at(seconds),
      tokenCount,
      agentId: agentId || null,
    });
  const context = () => [
    readContextTokens(db, 's1'),
    readSessionFigures(db, 's1').contextTokens,
    listSessionRows(db, { ids: ['s1'] })[0]?.contextTokens,
  ];
  new SessionStore(db).put(session('s1'));
  compacted('c0', 1, 50);
  expect(context()).toEqual([null, null, null]);
  usage.put(told('m1', { timestamp: at(2), inputTokens: 100 }));
  expect(context()).toEqual([610, 610, 610]);
  compacted('c1', 3, 8);
  compacted('of a subagent', 4, 9, 'x');
  expect(context()).toEqual([8, 8, 8]);
  usage.put(told('m2', { timestamp: at(5), inputTokens: 7 }));
  expect(context()).toEqual([517, 517, 517]);
  compacted('c2', 6, null);
  expect(context()).toEqual([null, null, null]);
  expect(readCompactions(db, 's1')).toEqual([
    { at: at(1), tokens: 50 },
    { at: at(3), tokens: 8 },
    { at: at(6), tokens: null },
  ]);
});

test.each([
  [2, true],
  [3, false],
  [100, false],
])('a session of three calls has more than %i: %s', (most, more) => {
  const db = temporaryDatabase({ inMemory: true });
  const calls = new ToolCallStore(db);
  for (const id of ['a', 'b', 'c']) calls.put(call(id, { sessionId: 's1' }));
  calls.put(call('d', { sessionId: 'another' }));
  expect(hasMoreCalls(db, 's1', most)).toBe(more);
});
