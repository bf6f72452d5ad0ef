import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEventId, newEventId } from '../src/index.js';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

it('makes UUIDs of version 7', () => {
  fc.assert(
    fc.property(times, (ms) => {
      const id = newEventId(ms);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(isEventId(id)).toBe(true);
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(ms);
    }),
  );
});

it('makes ids that sort by time', () => {
  fc.assert(
    fc.property(times, times, (a, b) => {
      fc.pre(a !== b);
      expect(newEventId(a) < newEventId(b)).toBe(a < b);
    }),
  );
});

it('makes different ids at the same time', () => {
  const ids = Array.from({ length: 10_000 }, () => newEventId(1_700_000_000_000));
  expect(new Set(ids).size).toBe(ids.length);
});

it('holds for the ends of what the source of chance returns', () => {
  expect(newEventId(0, () => 0)).toBe('00000000-0000-7000-8000-000000000000');
  expect(newEventId(0, () => 1 - Number.EPSILON)).toBe('00000000-0000-7fff-bfff-ffffffffffff');
});

it.each(['', 'x', '../../etc/passwd', 'AAAAAAAA-0000-7000-8000-000000000000'])(
  'tells that %j is none',
  (text) => expect(isEventId(text)).toBe(false),
);

it('is one before 1970 too, when a clock says so', () => {
  expect(isEventId(newEventId(-50))).toBe(true);
});
