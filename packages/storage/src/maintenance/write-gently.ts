import type { SpoorDatabase } from '../database/spoor-database.js';
import { waitForWalRoom } from './wait-for-wal-room.js';

/** Longest pause between two transactions, ms. */
const LONGEST_MS = 200;
const SHORTEST_MS = 5;

/**
 * Changes something in a transaction of its own, then leaves the database to other writers for
 * about as long as it was held: those that wait look again only now and then. While a backup or
 * another long reader keeps the WAL, it waits first, for some seconds at most.
 */
export async function writeGently(db: SpoorDatabase, change: () => void): Promise<void> {
  await waitForWalRoom(db);
  let begun = performance.now();
  db.transaction(() => {
    begun = performance.now();
    change();
  });
  await pause(performance.now() - begun);
}

/** Waits about so long, within bounds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms)));
  });
}
