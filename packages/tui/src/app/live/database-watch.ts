import { statSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import {
  ChangeWatch,
  isTransient,
  listSessionIds,
  readMigrationState,
  SpoorDatabase,
  StorageError,
  type StorageErrorCode,
  sqliteCode,
} from '@spoor/storage';

/** How it stands with the database; `ready` when questions can be asked. */
export type Source =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'ready' }
  | { readonly state: 'broken'; readonly message: string; readonly advice: string };

/**
 * The database on the screen's own thread: opened when it appears, watched for commits, left when
 * its file is another one. No read transaction is left open, and nothing is thrown but what a
 * question itself throws.
 */
export class DatabaseWatch {
  readonly #path: string;
  #open: OpenDatabase | null = null;
  #source: Source = { state: 'loading' };
  #looks = 0;
  #openings = 0;

  constructor(databasePath: string) {
    this.#path = databasePath;
    this.#tryOpen();
  }

  get source(): Source {
    return this.#source;
  }

  /** How often a database was opened: what was read before the last time may be of another file. */
  get openings(): number {
    return this.#openings;
  }

  /** Whether there may be something new since the last look. */
  changed(): boolean {
    this.#looks += 1;
    if (this.#open === null) return this.#looks % LOOKS_UNTIL_RETRY === 1 && this.#tryOpen();
    try {
      const { watch, identity, schema, db } = this.#open;
      if (identityOf(this.#path) !== identity) return this.#openAnew();
      if (!watch.changed()) return false;
      return schemaOf(db) === schema || this.#openAnew();
    } catch (error) {
      return isTransient(error) ? false : this.#leave(broken(error));
    }
  }

  /**
   * Asks the database something quick; null when it can't be asked just now: where that is more than
   * a lock, `source` says why.
   * @throws what is the question's own fault.
   */
  ask<Told>(read: (db: SpoorDatabase) => Told): { readonly told: Told } | null {
    if (this.#open === null) return null;
    try {
      return { told: read(this.#open.db) };
    } catch (error) {
      if (isTransient(error)) return null;
      if (!isOfDatabase(error)) throw error;
      this.#leave(broken(error));
      return null;
    }
  }

  /** Closes the database. */
  close(): void {
    this.#open?.db.close();
    this.#open = null;
  }

  #openAnew(): boolean {
    this.close();
    this.#tryOpen();
    return true;
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
      requireReadable(db);
      const watch = new ChangeWatch(db);
      watch.changed();
      this.#open = { db, watch, identity, schema: schemaOf(db) };
      this.#openings += 1;
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
  /** Its schema: another Spoor may migrate it. */
  readonly schema: unknown;
}

/** A database that can't be opened is tried again at every so many looks. */
const LOOKS_UNTIL_RETRY = 3;

/** The screen waits no longer for a lock; readers of a WAL hardly ever do. */
const BUSY_TIMEOUT_MS = 200;

const OLDER_SCHEMA: Source = {
  state: 'broken',
  message: 'The database was made by an older Spoor.',
  advice: 'It is being brought up to date; if it stays so, run `spoor db migrate`.',
};

/** A file may open and hold nothing but rubbish behind its first page. */
function requireReadable(db: SpoorDatabase): void {
  try {
    listSessionIds(db, { limit: 1 });
  } catch (error) {
    db.close();
    throw error;
  }
}

function identityOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

function schemaOf(db: SpoorDatabase): unknown {
  return db.getDb().pragma('user_version', { simple: true });
}

/** Whether the database failed, and not the one who asked it. */
function isOfDatabase(error: unknown): boolean {
  if (error instanceof StorageError) return !QUESTIONS_FAULTS.has(error.code);
  const code = sqliteCode(error);
  return code !== undefined && !['ERROR', 'MISUSE', 'RANGE', 'TOOBIG'].includes(code);
}

const QUESTIONS_FAULTS: ReadonlySet<StorageErrorCode> = new Set<StorageErrorCode>([
  'INVALID',
  'NOT_FOUND',
  'BAD_FORMAT',
  'CONFLICT',
  'CANCELLED',
]);

function broken(error: unknown): Source {
  const code = error instanceof StorageError ? error.code : undefined;
  const advice =
    code === 'NEWER_SCHEMA'
      ? 'Update Spoor: another version of it has changed the database.'
      : 'Run `spoor hooks doctor`: it says what is wrong and what to do.';
  return { state: 'broken', message: messageOf(error), advice };
}
