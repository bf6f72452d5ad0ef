// The store: against plain objects and a loop by hand, at start-up, with many readers, as it grows.
import { benchPool } from './storage/pool.mjs';
import { benchStartup } from './storage/startup.mjs';
import { benchGrowth, benchStores } from './storage/stores.mjs';

/**
 * Prints the ratios of one run.
 * @param rows the largest store to be measured, in hook events.
 */
export async function benchStorage({ rounds, rows }) {
  await benchStores(Math.min(rounds, 31));
  await benchStartup(Math.min(rounds, 21));
  benchPool(4_000);
  const sizes = [1_000, 100_000, 1_000_000, 10_000_000].filter((size) => size <= rows);
  await benchGrowth(sizes, Math.min(rounds, 9));
}
