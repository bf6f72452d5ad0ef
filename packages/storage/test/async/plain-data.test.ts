import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainData } from '../../src/async/plain-data.js';

test('plain data is the same on the other side', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: false,
    maxDepth: 4,
  });
  fc.assert(
    fc.property(anything, (value) => {
      expect(isPlainData(value)).toBe(true);
      expect(structuredClone(value)).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

test('what would lose something is found, however deep', () => {
  class Thing {}
  const circle: unknown[] = [];
  circle.push(circle, { circle });
  expect(isPlainData(circle)).toBe(true);
  const losers = [
    () => 1,
    Symbol('x'),
    new Thing(),
    new Error('x'),
    { [Symbol('y')]: 1 },
    new WeakMap(),
    Promise.resolve(),
  ];
  for (const loser of losers) {
    expect(isPlainData(loser)).toBe(false);
    expect(isPlainData({ a: [1, new Map([[1, new Set([loser])]])] })).toBe(false);
  }
  let deep: unknown = losers[0];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(isPlainData(deep)).toBe(false);
});
