import { expect, test } from 'vitest';
import { CounterStore } from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

test('a counter starts at 0, is raised, and reset', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  expect(counters.get('s1', 'rounds')).toBe(0);
  expect(counters.reset('s1', 'rounds')).toBe(false);
  expect(counters.increment('s1', 'rounds')).toBe(1);
  expect(counters.increment('s1', 'rounds', 5)).toBe(6);
  expect(counters.increment('s1', 'rounds', -2)).toBe(4);
  expect(counters.increment('s1', 'rounds', 0)).toBe(4);
  expect(counters.reset('s1', 'rounds')).toBe(true);
  expect(counters.get('s1', 'rounds')).toBe(0);
});

test('scopes and names are apart', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  counters.increment('s1', 'a');
  expect([counters.get('s2', 'a'), counters.get('s1', 'b')]).toEqual([0, 0]);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no step', (by) => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  counters.increment('s1', 'a');
  expect(() => counters.increment('s1', 'a', by)).toThrow(
    expect.objectContaining({ code: 'INVALID' }),
  );
  expect(counters.get('s1', 'a')).toBe(1);
});
