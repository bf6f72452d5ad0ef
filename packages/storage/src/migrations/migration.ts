import type { Handle } from '../database/handle.js';

/**
 * One step from a schema to the next. A step that was released never changes. It puts its SQL
 * together only when it runs: every hook loads all steps, and next to none runs one.
 */
export interface Migration {
  readonly version: number;
  readonly description: string;
  /** Takes the same time whatever the number of rows: a hook may run it. */
  readonly quick: boolean;
  /** Runs inside a transaction. */
  up(handle: Handle): void;
  /** Takes the step back, inside a transaction; the first step has no way back but `reset`. */
  down?(handle: Handle): void;
}

/** Where a database's schema stands, and the way from there. */
export interface MigrationState {
  readonly version: number;
  readonly target: number;
  readonly direction: 'up' | 'down' | 'none';
  /** Steps that are still to be run, in the order in which they run; on the way down, newest first. */
  readonly pending: readonly Migration[];
}

/** What a migration did; the state is the one before it. */
export interface MigrationReport extends MigrationState {
  /** Path of the backup that was made first; null when none was needed. */
  readonly backup: string | null;
}
