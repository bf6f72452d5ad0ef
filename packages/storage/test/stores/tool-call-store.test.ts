import { expect, test } from 'vitest';
import { ToolCallStore } from '../../src/index.js';
import { at } from '../support/events.js';
import { call } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

const store = () => new ToolCallStore(temporaryDatabase({ inMemory: true }));

test('calls are written, read, and written over by session and id', () => {
  const calls = store();
  expect(calls.facts('s1', 'c1')).toBeNull();
  calls.put(call('c1'));
  calls.put(call('c1', { sessionId: 's2' }));
  const { facts, ...ended } = call('c1', {
    status: 'success',
    completedAt: at(1),
    facts: '{"n":1}',
  });
  calls.put({ ...ended, facts });
  expect(calls.ofSession('s1')).toEqual([ended]);
  expect(calls.facts('s1', 'c1')).toBe(facts);
  expect(calls.ofSession('s2')[0]?.status).toBe('running');
});

test('calls are listed by their start', () => {
  const calls = store();
  for (const [id, second] of [
    ['c', 2],
    ['a', 2],
    ['b', 1],
  ] as const) {
    calls.put(call(id, { startedAt: at(second) }));
  }
  expect(calls.ofSession('s1').map((one) => one.toolUseId)).toEqual(['b', 'a', 'c']);
});

test('calls without an end of their own are unfinished', () => {
  const calls = store();
  for (const status of ['running', 'cancelled', 'success', 'failure', 'denied'] as const) {
    calls.put(call(status, { status }));
  }
  const unfinished = calls.unfinished('s1').map((one) => one.toolUseId);
  expect(unfinished.sort()).toEqual(['cancelled', 'running']);
});

test('calls that were open at a time, and files that were touched by then', () => {
  const calls = store();
  calls.put(call('done', { startedAt: at(1), completedAt: at(2), filePath: '/b' }));
  calls.put(call('long', { startedAt: at(1), completedAt: at(9), filePath: '/a' }));
  calls.put(call('open', { startedAt: at(2), filePath: '/a' }));
  calls.put(call('later', { startedAt: at(6), filePath: '/later' }));
  expect(calls.openAt('s1', at(5)).map((one) => one.toolUseId)).toEqual(['long', 'open']);
  expect(calls.filesTouchedBy('s1', at(5))).toEqual(['/a', '/b']);
});
