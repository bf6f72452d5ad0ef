import { statSync } from 'node:fs';
import { SpoorDatabase, type SpoorDatabaseOptions } from '../database/spoor-database.js';

/**
 * A connection that is opened when it is needed, and anew after a failure, or when another file, or
 * none, is in the place of the one that it has open: writes to that one would be lost to everybody.
 */
export class Reopening {
  readonly #options: SpoorDatabaseOptions;
  readonly #path: string;
  #db: SpoorDatabase | undefined;
  #identity: string | null = null;

  constructor(options: SpoorDatabaseOptions, path: string) {
    this.#options = options;
    this.#path = path;
  }

  /** @throws StorageError when it can't be opened. */
  open(): SpoorDatabase {
    const same = this.#identity !== null && this.#identity === this.#look();
    if (this.#db !== undefined && same) return this.#db;
    this.drop();
    this.#db = new SpoorDatabase(this.#options);
    this.#identity = this.#look();
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

  #look(): string | null {
    if (this.#options.inMemory === true) return 'memory';
    try {
      const { dev, ino } = statSync(this.#path, { bigint: true });
      return `${dev}:${ino}`;
    } catch {
      return null;
    }
  }
}
