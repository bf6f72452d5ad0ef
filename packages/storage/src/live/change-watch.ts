import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/**
 * Tells whether another connection has committed since the last look.
 * Costs one pragma and holds no read transaction (SQLite, `PRAGMA data_version`).
 */
export class ChangeWatch {
  readonly #db: Handle;
  #version: unknown;

  constructor(db: SpoorDatabase) {
    this.#db = db.getDb();
  }

  /** True the first time, and whenever something was committed since. */
  changed(): boolean {
    const version = prepare<[], { data_version: number }>(this.#db, 'PRAGMA data_version').get();
    const changed = version?.data_version !== this.#version;
    this.#version = version?.data_version;
    return changed;
  }
}
