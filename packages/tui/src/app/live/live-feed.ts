import { statSync } from 'node:fs';
import { messageOf } from '@spoor/core';
import {
  ChangeWatch,
  countOpenSessions,
  getSessionOverview,
  listSessionIds,
  readMigrationState,
  readSessionHistory,
  SpoorDatabase,
  StorageError,
} from '@spoor/storage';
import type { Query, Snapshot } from '../state/inspector-state.js';

/**
 * The database as the screen sees it: opened when it appears, watched for commits, asked only for
 * what is on the screen. No read transaction is left open, and nothing is thrown.
 */
export class LiveFeed {
  readonly #path: string;
  #open: OpenDatabase | null = null;
  #trouble: Snapshot = { kind: 'missing' };
  #looks = 0;

  constructor(databasePath: string) {
    this.#path = databasePath;
  }

  /** Whether there may be something new since the last look. */
  changed(): boolean {
    this.#looks += 1;
    if (this.#open === null) {
      return this.#looks % LOOKS_UNTIL_RETRY === 1 && this.#tryOpen();
    }
    try {
      if (this.#looks % LOOKS_UNTIL_RETRY === 0 && identityOf(this.#path) !== this.#open.identity) {
        this.#leave({ kind: 'missing' });
        return true;
      }
      return this.#open.watch.changed();
    } catch (error) {
      this.#leave(broken(error));
      return true;
    }
  }

  /** What the database has of what the screen shows. */
  read(query: Query): Snapshot {
    if (this.#open === null) this.#tryOpen();
    if (this.#open === null) return this.#trouble;
    try {
      return query.screen === 'sessions'
        ? readSessions(this.#open.db, query)
        : { kind: 'session', id: query.id, history: readSessionHistory(this.#open.db, query.id) };
    } catch (error) {
      this.#leave(broken(error));
      return this.#trouble;
    }
  }

  /** Closes the database. */
  close(): void {
    this.#open?.db.close();
    this.#open = null;
  }

  /** @returns whether the answer to a query is another one now. */
  #tryOpen(): boolean {
    const identity = identityOf(this.#path);
    if (identity === null) return this.#leave({ kind: 'missing' });
    try {
      const db = new SpoorDatabase({
        path: this.#path,
        readonly: true,
        migrations: 'none',
        busyTimeoutMs: BUSY_TIMEOUT_MS,
      });
      const { version, pending } = readMigrationState(db.getDb());
      if (pending.length > 0) {
        db.close();
        return this.#leave(version === 0 ? { kind: 'missing' } : OLDER_SCHEMA);
      }
      const watch = new ChangeWatch(db);
      watch.changed();
      this.#open = { db, watch, identity };
      return true;
    } catch (error) {
      return this.#leave(broken(error));
    }
  }

  #leave(trouble: Snapshot): boolean {
    const before = this.#trouble;
    this.close();
    this.#trouble = trouble;
    return JSON.stringify(before) !== JSON.stringify(trouble);
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

const OLDER_SCHEMA: Snapshot = {
  kind: 'broken',
  message: 'The database was made by an older Spoor.',
  advice: 'Run `spoor db migrate`.',
};

function readSessions(
  db: SpoorDatabase,
  { top, count }: Extract<Query, { screen: 'sessions' }>,
): Snapshot {
  const ids = listSessionIds(db);
  const visible = ids
    .slice(top, top + count)
    .map((id) => getSessionOverview(db, id))
    .filter((session) => session !== null);
  return { kind: 'sessions', ids, visible, open: countOpenSessions(db) };
}

function identityOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

function broken(error: unknown): Snapshot {
  const code = error instanceof StorageError ? error.code : undefined;
  const advice =
    code === 'NEWER_SCHEMA'
      ? 'Update Spoor: another version of it has changed the database.'
      : 'Run `spoor hooks doctor`: it says what is wrong and what to do.';
  return { kind: 'broken', message: messageOf(error), advice };
}
