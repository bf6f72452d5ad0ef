import { setTimeout } from 'node:timers/promises';
import { sleep } from '../database/sleep.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { hasWalRoom } from './wal-room.js';

/** How long work that can wait for a reader's end does so, ms. */
const PATIENCE_MS = 5_000;

/** Until the next look, ms. */
const AGAIN_MS = 50;

/** Those that have waited in vain: a reader that is stuck, or stopped, may never end. */
const hopeless = new WeakSet<SpoorDatabase>();

/**
 * Waits until the WAL takes more, for five seconds at most, and not again before there was room: what
 * waits for others has to be done some day.
 */
export async function waitForWalRoom(db: SpoorDatabase): Promise<void> {
  for (const until = endOfPatience(db); !mayWrite(db, until); ) await setTimeout(AGAIN_MS);
}

/** The same for a thread that has nothing else to do: it blocks. */
export function blockForWalRoom(db: SpoorDatabase): void {
  for (const until = endOfPatience(db); !mayWrite(db, until); ) sleep(AGAIN_MS);
}

function endOfPatience(db: SpoorDatabase): number {
  return hopeless.has(db) ? 0 : performance.now() + PATIENCE_MS;
}

function mayWrite(db: SpoorDatabase, until: number): boolean {
  if (hasWalRoom(db)) {
    hopeless.delete(db);
    return true;
  }
  if (performance.now() < until) return false;
  hopeless.add(db);
  return true;
}
