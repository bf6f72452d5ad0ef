import { expect, it } from 'vitest';
import { logTime } from '../../../src/app/screens/audit/audit-columns.js';

const local = (...parts: [number, number, number, number, number, number]) =>
  new Date(...parts).toISOString();
const NOW = new Date(2026, 10, 21, 14, 5, 9).getTime();

it.each([
  [local(2026, 10, 21, 9, 4, 3), '09:04:03'],
  [local(2026, 10, 21, 23, 59, 59), '23:59:59'],
  [local(2026, 10, 20, 23, 59, 59), '11-20 23:59'],
  [local(2026, 0, 1, 0, 0, 0), '01-01 00:00'],
  [local(2025, 10, 21, 14, 5, 9), '2025-11-21'],
])('%s is shown as %s', (time, shown) => {
  expect(logTime(time, NOW).slice(0, shown.length)).toBe(shown);
});
