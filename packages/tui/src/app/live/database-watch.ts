import { statSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import { ChangeWatch, readMigrationState, SpoorDatabase, StorageError } from '@spoor/storage';

/** How it stands with the database; `ready` when questions can be asked. */
export type Source =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'ready' }
  | { readonly state: 'broken'; readonly message: string; readonly advice: string };

/**
 * The database on the screen's own thread: opened when it appears, watched for commits, left when
 * its file is another one. No read transaction is left open, and nothing is thrown.
 */
export class DatabaseWatch {
  readonly #path: string;
  #open: OpenDatabase | null = null;
  #source: Source = { state: 'loading' };
  #looks = 0;

  constructor(databasePath: string) {
    this.#path = databasePath;
    this.#tryOpen();
  }

  get source(): Source {
    return this.#source;
  }

  /** Whether there may be something new since the last look. */
  changed(): boolean {
    this.#looks += 1;
    if (this.#open === null) return this.#looks % LOOKS_UNTIL_RETRY === 1 && this.#tryOpen();
    try {
      if (this.#looks % LOOKS_UNTIL_RETRY === 0 && identityOf(this.#path) !== this.#open.identity) {
        return this.#leave({ state: 'missing' });
      }
      return this.#open.watch.changed();
    } catch (error) {
      return this.#leave(broken(error));
    }
  }

  /** Asks the database something quick; null when it can't be asked, and `source` says why. */
  ask<Told>(read: (db: SpoorDatabase) => Told): { readonly told: Told } | null {
    if (this.#open === null) return null;
    try {
      return { told: read(this.#open.db) };
    } catch (error) {
      this.#leave(broken(error));
      return null;
    }
  }

  /** Closes the database. */
  close(): void {
    this.#open?.db.close();
    this.#open = null;
  }

  /** @returns whether anything is another way now. */
  #tryOpen(): boolean {
    try {
      const identity = identityOf(this.#path);
      if (identity === null) return this.#leave({ state: 'missing' });
      const db = new SpoorDatabase({
        path: this.#path,
        readonly: true,
        migrations: 'none',
        busyTimeoutMs: BUSY_TIMEOUT_MS,
      });
      const { version, pending } = readMigrationState(db.getDb());
      if (pending.length > 0) {
        db.close();
        return this.#leave(version === 0 ? { state: 'missing' } : OLDER_SCHEMA);
      }
      const watch = new ChangeWatch(db);
      watch.changed();
      this.#open = { db, watch, identity };
      this.#source = { state: 'ready' };
      return true;
    } catch (error) {
      return this.#leave(broken(error));
    }
  }

  #leave(source: Source): boolean {
    const before = this.#source;
    this.close();
    this.#source = source;
    return JSON.stringify(before) !== JSON.stringify(source);
  }
}

interface OpenDatabase {
  readonly db: SpoorDatabase;
  readonly watch: ChangeWatch;
  /** Which file it is: another one in its place is another database. */
  readonly identity: string;
}

/** A database that can't be opened is tried again at every so many looks. */
const LOOKS_UNTIL_RETRY = 3;

/** The screen waits no longer for a lock; readers of a WAL hardly ever do. */
const BUSY_TIMEOUT_MS = 200;

const OLDER_SCHEMA: Source = {
  state: 'broken',
  message: 'The database was made by an older Spoor.',
  advice: 'Run `spoor db migrate`.',
};

function identityOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

function broken(error: unknown): Source {
  const code = error instanceof StorageError ? error.code : undefined;
  const advice =
    code === 'NEWER_SCHEMA'
      ? 'Update Spoor: another version of it has changed the database.'
      : 'Run `spoor hooks doctor`: it says what is wrong and what to do.';
  return { state: 'broken', message: messageOf(error), advice };
}
