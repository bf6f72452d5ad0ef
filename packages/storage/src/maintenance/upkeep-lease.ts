import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { type Lease, takeLease } from './lease.js';
import { type LongWork, stopIfAsked } from './long-work.js';

/** What `maintain`, `restore` and `reset` hold: one of them at a time. */
export const UPKEEP_LEASE = 'maintain';

/** A holder that is gone, and of which nobody can tell that, keeps others out for so long, ms. */
export const UPKEEP_TERM_MS = 5 * 60_000;

/**
 * Takes the lease of upkeep, waiting a while for whoever has it.
 * @throws StorageError `LOCKED` when it stays taken.
 */
export async function takeUpkeepLease(
  db: SpoorDatabase,
  work: LongWork,
  waitMs = 5_000,
): Promise<Lease> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    stopIfAsked(work);
    const lease = takeLease(db, { name: UPKEEP_LEASE, termMs: UPKEEP_TERM_MS });
    if (lease !== null) return lease;
    if (Date.now() >= deadline) {
      throw new StorageError('LOCKED', 'other upkeep of the database is under way; try again soon');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
