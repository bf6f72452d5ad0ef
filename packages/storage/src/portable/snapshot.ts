import { existsSync } from 'node:fs';
import { SpoorDatabase } from '../database/spoor-database.js';

/** How long one view of the database is held, ms: readers that hold on keep the log from shrinking. */
const HOLD_MS = 1_000;

/** A connection for reading a lot, in views that are short-lived. */
export interface Snapshot {
  readonly db: SpoorDatabase;
  /** Starts a new view: what is read until the next call is of one moment. */
  renew(): void;
  /** Starts a new view when the present one is old; called between two pages. */
  renewIfOld(): void;
  /** How often a new view was started. */
  readonly views: number;
  close(): void;
}

/**
 * Opens a connection of its own beside the caller's, so that no transaction of the caller's stays
 * open meanwhile. A database in memory has no other: it is read as it is at each page.
 */
export function openSnapshot(db: SpoorDatabase): Snapshot {
  const path = db.getDb().name;
  if (db.getDb().memory || !existsSync(path)) {
    return {
      db,
      views: 0,
      renew: () => undefined,
      renewIfOld: () => undefined,
      close: () => undefined,
    };
  }
  const own = new SpoorDatabase({ path, readonly: true });
  const handle = own.getDb();
  let since = 0;
  let views = 0;
  const renew = () => {
    if (handle.inTransaction) handle.exec('COMMIT');
    handle.exec('BEGIN');
    since = performance.now();
    views++;
  };
  return {
    db: own,
    get views() {
      return views;
    },
    renew,
    renewIfOld: () => {
      if (performance.now() - since > HOLD_MS) renew();
    },
    close: () => own.close(),
  };
}
