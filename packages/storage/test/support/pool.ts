import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { AsyncDatabase, type AsyncDatabaseOptions } from '../../src/index.js';
import { temporaryFolder } from './temporary.js';

/** An open pool on a database in a folder of its own; closed when the test is over. */
export async function temporaryPool(options: AsyncDatabaseOptions = {}): Promise<AsyncDatabase> {
  const path = join(temporaryFolder(), 'spoor.db');
  return await openPool({ path, readers: 2, ...options });
}

/** An open pool; closed when the test is over. */
export async function openPool(options: AsyncDatabaseOptions): Promise<AsyncDatabase> {
  const adb = await AsyncDatabase.open(options);
  onTestFinished(() => adb.close());
  return adb;
}

/** A statement that counts so far, and is at it for a while without a row in between. */
export function countTo(n: number): string {
  return `WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < ${n})
    SELECT count(*) AS n FROM c`;
}

/** A statement that gives rows for ever. */
export const ENDLESS =
  'WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c';

/** Resolves when a condition holds; looks again at each turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
