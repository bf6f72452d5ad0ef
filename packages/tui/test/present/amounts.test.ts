import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  counted,
  exactNumber,
  formatCost,
  formatShare,
  formatUsd,
  shortNumber,
  sparkline,
} from '../../src/present/amounts.js';
import { textWidth } from '../../src/present/fit-text.js';

describe('amounts', () => {
  test('are short where there is little room', () => {
    const cases = [0, 812, 4_210, 12_345, 380_400, 999_499, 999_999, 1_250_000, 2_100_000_000];
    expect(cases.map(shortNumber)).toEqual([
      ...['0', '812', '4.2k', '12.3k', '380k', '999k', '1.0M', '1.3M', '2.1B'],
    ]);
  });

  test('take six columns at most', () => {
    fc.assert(fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (n) => textWidth(shortNumber(n)) <= 6));
  });

  test('are exact otherwise', () => {
    expect([0, 999, 1_234_567, -1_000].map(exactNumber)).toEqual([
      '0',
      '999',
      '1,234,567',
      '-1,000',
    ]);
    expect([counted(1, 'turn'), counted(1_200, 'turn')]).toEqual(['1 turn', '1,200 turns']);
  });

  test('of money never say that something costs nothing', () => {
    const cases = [0, 0.000_04, 0.0038, 0.012, 1.5, 1_234.567];
    expect(cases.map(formatUsd)).toEqual([
      ...['$0.00', '<$0.0001', '$0.0038', '$0.01', '$1.50', '$1,234.57'],
    ]);
  });

  test('of money say what they do not know', () => {
    expect(formatCost(null, true)).toBe('?');
    expect(formatCost(1.5, true)).toBe('$1.50+');
    expect(formatCost(1.5, false)).toBe('$1.50');
  });

  test('of shares are never all or nothing when they are neither', () => {
    const cases = [null, 0, 0.0001, 0.058, 0.123, 0.999, 1];
    expect(cases.map(formatShare)).toEqual([
      ...['–', '0 %', '<0.1 %', '5.8 %', '12 %', '99 %', '100 %'],
    ]);
  });
});

describe('sparkline', () => {
  test.each([
    [[], undefined, ''],
    [[0, 1, 4, 8], undefined, ' ▁▄█'],
    [[0, 1, 4, 8], 16, ' ▁▂▄'],
    [[0, 0], undefined, '  '],
    [[40], 8, '█'],
  ] as const)('%j of at most %s is "%s"', (values, most, text) => {
    expect(sparkline(values, most)).toBe(text);
  });
});
