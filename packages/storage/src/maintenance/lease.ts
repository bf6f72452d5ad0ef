import { addMs, isoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { isGone, newHolder } from './lease-holder.js';

/** A right to do some work that one process at a time shall do; it ends by itself. */
export interface Lease {
  /** Keeps it for another term. @returns whether it was still ours. */
  renew(): boolean;
  /** Gives it back; one that another process has taken over meanwhile is left to it. */
  release(): void;
}

/** How to take a lease. */
export interface LeaseOptions {
  readonly name: string;
  /** How long it lasts unless it is renewed, ms. */
  readonly termMs: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Takes a lease, unless another holder has it. One that lasts longer than a term from now (the clock
 * was set back) counts as over, and so does that of a process that was killed.
 * @returns null while another holder has it.
 */
export function takeLease(db: SpoorDatabase, options: LeaseOptions): Lease | null {
  const { name, termMs, now = Date.now } = options;
  const holder = newHolder();
  const times = () => ({ at: isoTime(now()), end: addMs(isoTime(now()), termMs) });
  const taken = db.transaction(() => {
    const dead = deadHolder(db, name);
    return (
      db
        .prepare<object>(
          `INSERT INTO leases (name, holder, expires_at) VALUES (@name, @holder, @end)
           ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
           WHERE expires_at <= @at OR expires_at > @end OR holder = @dead`,
        )
        .run({ name, holder, dead, ...times() }).changes === 1
    );
  });
  if (!taken) return null;
  return {
    renew: () =>
      db.transaction(
        () =>
          db
            .prepare<[string, string, string]>(
              'UPDATE leases SET expires_at = ? WHERE name = ? AND holder = ?',
            )
            .run(times().end, name, holder).changes === 1,
      ),
    release: () => {
      db.transaction(() =>
        db
          .prepare<[string, string]>('DELETE FROM leases WHERE name = ? AND holder = ?')
          .run(name, holder),
      );
    },
  };
}

function deadHolder(db: SpoorDatabase, name: string): string | null {
  const holder = db.prepare<[string]>('SELECT holder FROM leases WHERE name = ?').pluck().get(name);
  return typeof holder === 'string' && isGone(holder) ? holder : null;
}
