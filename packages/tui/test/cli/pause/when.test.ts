import { describe, expect, it } from 'vitest';
import { parseDuration, parseMoment } from '../../../src/cli/pause/when.js';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1h30m', 5_400_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '2', 'h', '-1h', '1.5h', '1w', '0m', '999999d', '1h 30m'])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(/--for/);
  });
});

describe('parseMoment', () => {
  const now = new Date(2026, 10, 21, 12, 0).getTime();

  it.each([
    ['18:30', new Date(2026, 10, 21, 18, 30)],
    ['9:05', new Date(2026, 10, 22, 9, 5)],
    ['12:00', new Date(2026, 10, 22, 12, 0)],
    ['2026-11-22', new Date(2026, 10, 22, 0, 0)],
    ['2026-11-22T09:00', new Date(2026, 10, 22, 9, 0)],
    ['2026-12-01T09:00Z', new Date('2026-12-01T09:00:00Z')],
  ])('%s', (text, date) => expect(parseMoment(text, now)).toBe(date.getTime()));

  it.each(['', 'tomorrow', '24:00', '2026-11-20', '2026-13-01', '9999-01-01', '5'])(
    'refuses %j',
    (text) => {
      expect(() => parseMoment(text, now)).toThrow(/--until/);
    },
  );
});
