import { SpoorDatabase, type SpoorDatabaseOptions } from '../database/spoor-database.js';

/**
 * A connection that is opened when it is needed, and anew after a failure, or when another file, or
 * none, is in the place of the one that it has open: writes to that one would be lost to everybody.
 */
export class Reopening {
  readonly #options: SpoorDatabaseOptions;
  #db: SpoorDatabase | undefined;

  constructor(options: SpoorDatabaseOptions) {
    this.#options = options;
  }

  /** @throws StorageError when it can't be opened. */
  open(): SpoorDatabase {
    if (this.#db?.isReplaced() === true) this.drop();
    this.#db ??= new SpoorDatabase(this.#options);
    return this.#db;
  }

  /** Closes it; the next use opens it anew. */
  drop(): void {
    try {
      this.#db?.close();
    } catch {
      // What can't be closed is not used again.
    }
    this.#db = undefined;
  }
}
