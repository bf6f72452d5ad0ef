import { expect, it } from 'vitest';
import { progressText } from '../../../src/cli/output/progress.js';

it.each([
  [{ done: 12_000, total: 40_000, unit: 'rows' }, 5_000, '12,000 of 40,000 rows (30 %)'],
  [{ done: 12, total: null, unit: 'lines' }, 5_000, '12 lines'],
  [{ done: 0, total: 2_000_000, unit: 'bytes' }, 5_000, '0 B of 2.0 MB (0 %)'],
  [{ done: 1_000_000, total: 4_000_000, unit: 'bytes' }, 999, '1.0 MB of 4.0 MB (25 %)'],
  [{ done: 120e6, total: 1e9, unit: 'bytes' }, 3_000, '120 MB of 1.0 GB (12 %), 40 MB/s, 22s left'],
  [{ done: 5, total: 0, unit: 'bytes' }, 10, '5 B of 0 B (100 %)'],
])('says how far it is: %o after %i ms', (progress, elapsedMs, text) => {
  expect(progressText(progress, elapsedMs)).toBe(text);
});
