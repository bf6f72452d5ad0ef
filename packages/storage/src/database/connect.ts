import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { asStorageError, StorageError, sqliteCode } from '../errors.js';
import { checkExistingFile, checkPath, findOrMakeFile, tighten } from '../files/safe-file.js';
import { syncFolder } from '../files/sync-folder.js';
import { readMigrationState } from '../migrations/migrate.js';
import { refuseDuringRepair } from '../recovery/under-repair.js';
import { closeUntouched } from './close-untouched.js';
import type { Handle } from './handle.js';
import { LockBudget } from './lock-budget.js';
import { openCopy } from './open-copy.js';

/** "Spor" in ASCII; marks the file as ours (`PRAGMA application_id`, SQLite's file format 1.3.17). */
export const APPLICATION_ID = 0x53_70_6f_72;

/** How long a connection waits for a lock by default, ms. */
export const BUSY_TIMEOUT_MS = 5_000;

/** A WAL that was reset is cut back to this many bytes. */
const JOURNAL_SIZE_LIMIT = 4 * 1024 * 1024;

/** How to open a connection. */
export interface ConnectOptions {
  /** Absolute path of the database's file. */
  readonly path: string;
  readonly readonly?: boolean;
  /** Wait for locks, ms; 5,000 by default. Opening waits no longer in all, nor does a transaction. */
  readonly busyTimeoutMs?: number;
  /** While it waits the clock is looked at so many times, by which a busy machine is kept to it. */
  readonly lockSteps?: number;
  /** `NORMAL` loses the last commits in a power failure; `FULL` (the default) loses none. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** Pages in the WAL after which a commit checkpoints; 0 leaves it to maintenance. */
  readonly autoCheckpointPages?: number;
}

/** An open connection, and what opening it has left of the time to wait for locks. */
export interface Connection {
  readonly handle: Handle;
  readonly budget: LockBudget;
  /** Whether it was seen at opening that the schema is this Spoor's: nothing is to be migrated. */
  isCurrent: boolean;
}

/**
 * Opens the database's file by the protocol of `docs/architecture.md`; makes it when it's missing.
 * @throws StorageError
 */
export function connect(options: ConnectOptions): Connection {
  const path = checkPath(options.path);
  try {
    return options.readonly === true ? openToRead(path, options) : openToWrite(path, options);
  } catch (error) {
    throw asStorageError(error, path);
  }
}

/** Opens a database that lives in memory and goes with the connection. */
export function connectInMemory(): Connection {
  const handle = new BetterSqlite3(':memory:', { timeout: BUSY_TIMEOUT_MS });
  handle.exec('PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF');
  handle.pragma(`application_id=${APPLICATION_ID}`);
  return { handle, budget: new LockBudget(handle, BUSY_TIMEOUT_MS), isCurrent: false };
}

function openToWrite(path: string, options: ConnectOptions): Connection {
  refuseDuringRepair(path);
  const loose = findOrMakeFile(path);
  if (loose.length > 0) {
    // Another program's file keeps the mode that it has.
    open(path, options, checkOwner).handle.close();
    tighten(loose);
  }
  return open(path, options, (connection) => {
    const { handle, budget } = connection;
    const run = (sql: string) => budget.wait(() => handle.exec(sql));
    if (checkOwner(connection) === 'empty') {
      syncFoldersAbove(path);
      // The order matters: auto_vacuum counts only before the first page is written.
      run('PRAGMA auto_vacuum=INCREMENTAL');
      run('PRAGMA journal_mode=WAL');
      run(`PRAGMA application_id=${APPLICATION_ID}`);
    } else {
      run('PRAGMA journal_mode=WAL');
    }
    handle.exec(
      `PRAGMA synchronous=${options.synchronous ?? 'FULL'};
       PRAGMA foreign_keys=ON;
       PRAGMA trusted_schema=OFF;
       PRAGMA secure_delete=ON;
       PRAGMA wal_autocheckpoint=${options.autoCheckpointPages ?? 1000};
       PRAGMA journal_size_limit=${JOURNAL_SIZE_LIMIT}`,
    );
  });
}

/**
 * Nothing can be committed before this: a database whose folders another process has just made, and
 * not yet synced, is not taken by a power failure either. SQLite syncs the file's own folder.
 */
function syncFoldersAbove(path: string): void {
  for (let folder = dirname(path); folder !== dirname(folder); ) {
    folder = dirname(folder);
    syncFolder(folder);
  }
}

function openToRead(path: string, options: ConnectOptions): Connection {
  checkExistingFile(path);
  const configure = (connection: Connection) => {
    connection.handle.exec(
      `PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-${READER_CACHE_KB}`,
    );
    checkOwner(connection);
  };
  try {
    return open(path, options, configure);
  } catch (error) {
    // Readers of a WAL need its index beside the file; where none can be made, nobody writes.
    const unwritable = ['READONLY', 'CANTOPEN'].includes(sqliteCode(error) ?? '');
    if (!unwritable) throw error;
    return configured(openCopy(path, error), options, configure);
  }
}

function open(
  path: string,
  options: ConnectOptions,
  configure: (connection: Connection) => void,
): Connection {
  // The binding reads it when it is loaded, and would take some texts in SQL for URIs.
  delete process.env['SQLITE_USE_URI'];
  const timeout = stepOf(options);
  const readonly = options.readonly === true;
  const handle = new BetterSqlite3(path, { readonly, fileMustExist: true, timeout });
  return configured(handle, options, configure);
}

function configured(
  handle: Handle,
  options: ConnectOptions,
  configure: (connection: Connection) => void,
): Connection {
  const budget = new LockBudget(handle, timeoutOf(options), stepOf(options));
  const connection = { handle, budget, isCurrent: false };
  try {
    configure(connection);
    return connection;
  } catch (error) {
    closeUntouched(handle);
    throw error;
  }
}

function stepOf(options: ConnectOptions): number {
  return Math.ceil(timeoutOf(options) / (options.lockSteps ?? 1));
}

function timeoutOf(options: ConnectOptions): number {
  return Math.max(0, Math.ceil(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS));
}

function checkOwner(connection: Connection): 'empty' | 'ours' {
  const { handle, budget } = connection;
  const read = (sql: string) => budget.wait(() => handle.prepare(sql).pluck().get());
  if (read('PRAGMA application_id') === APPLICATION_ID) {
    connection.isCurrent = readMigrationState(handle).direction === 'none';
    return 'ours';
  }
  const tables = read('SELECT count(*) FROM sqlite_schema');
  // Read again: another process may have made the database between the two looks.
  const id = read('PRAGMA application_id');
  if (id === APPLICATION_ID) return 'ours';
  if (id === 0 && tables === 0) return 'empty';
  throw new StorageError('NOT_SPOOR', `${handle.name}: is another program's database; not touched`);
}

/** Several read side by side, and what one has read the system keeps for all. */
const READER_CACHE_KB = 4_096;
