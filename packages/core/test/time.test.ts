import { expect, it } from 'vitest';
import { addMs, elapsedMs, isoTime } from '../src/index.js';

it('formats with milliseconds, in UTC', () => {
  expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(isoTime(1_795_253_040_123.9)).toBe('2026-11-21T09:24:00.123Z');
  expect(() => isoTime(Number.NaN)).toThrow(RangeError);
});

it('counts what passed, and nothing when a clock went back', () => {
  const from = isoTime(1_000);
  expect(elapsedMs(from, addMs(from, 1_500))).toBe(1_500);
  expect(elapsedMs(from, addMs(from, -1))).toBe(0);
});
