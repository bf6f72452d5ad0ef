import { isoTime } from '@spoor/core';
import type { Handle } from './database/handle.js';
import { runImmediate } from './database/immediate.js';
import { LockBudget } from './database/lock-budget.js';
import { asStorageError, StorageError } from './errors.js';
import { MIGRATIONS } from './migrations/index.js';
import type { Migration } from './migrations/migration.js';

/** Where a database's schema stands. */
export interface MigrationState {
  readonly version: number;
  readonly target: number;
  /** Steps that are still to be run, in order. */
  readonly pending: readonly Migration[];
}

/**
 * Reads which schema a database has.
 * @throws StorageError `NEWER_SCHEMA` when a newer Spoor made it.
 */
export function readMigrationState(
  handle: Handle,
  target?: number,
  steps: readonly Migration[] = MIGRATIONS,
): MigrationState {
  const version = handle.pragma('user_version', { simple: true }) as number;
  const latest = steps.length;
  if (version > latest) {
    throw new StorageError(
      'NEWER_SCHEMA',
      `${handle.name}: has schema ${version}, this Spoor knows up to ${latest}: update Spoor`,
    );
  }
  const goal = target ?? latest;
  const pending = steps.filter((step) => step.version > version && step.version <= goal);
  return { version, target: goal, pending };
}

/** Which steps may run. */
export interface MigrateOptions {
  /** `quick`: only on an empty database, or steps that don't depend on the number of rows. */
  readonly only?: 'all' | 'quick';
  readonly to?: number;
  /** Wait for locks, ms; 5,000 by default. */
  readonly lockBudgetMs?: number;
  /** All steps that there are, in order; Spoor's own by default. */
  readonly steps?: readonly Migration[];
}

/**
 * Brings a database to the current schema, in one transaction; the state is read again inside it,
 * so any number of processes may do so at once.
 * @returns the state before.
 * @throws StorageError `NEWER_SCHEMA`, or `NEEDS_MIGRATION` when a step is not allowed here.
 */
export function migrate(handle: Handle, options: MigrateOptions = {}): MigrationState {
  const usual = handle.pragma('busy_timeout', { simple: true }) as number;
  const lockBudgetMs = Math.ceil(options.lockBudgetMs ?? 5_000);
  handle.pragma(`busy_timeout=${lockBudgetMs}`);
  try {
    return migrateWithin(handle, new LockBudget(handle, lockBudgetMs), options);
  } finally {
    handle.pragma(`busy_timeout=${usual}`);
  }
}

/** Like {@link migrate}, within a budget of lock waits that the caller shares with other steps. */
export function migrateWithin(
  handle: Handle,
  budget: LockBudget,
  options: MigrateOptions = {},
): MigrationState {
  const read = () => readMigrationState(handle, options.to, options.steps);
  try {
    const before = budget.wait(read);
    if (before.pending.length === 0) return before;
    return runImmediate(handle, budget, () => {
      const state = read();
      refuseSlowSteps(handle, state, options);
      for (const step of state.pending) applyStep(handle, step);
      return state;
    });
  } catch (error) {
    throw asStorageError(error, handle.name);
  }
}

function refuseSlowSteps(handle: Handle, state: MigrationState, options: MigrateOptions): void {
  if (options.only !== 'quick' || state.version === 0) return;
  if (state.pending.every((step) => step.quick)) return;
  throw new StorageError(
    'NEEDS_MIGRATION',
    `${handle.name}: has an older schema; run \`spoor db migrate\``,
  );
}

function applyStep(handle: Handle, step: Migration): void {
  step.up(handle);
  handle
    .prepare('INSERT INTO schema_versions (version, description, applied_at) VALUES (?, ?, ?)')
    .run(step.version, step.description, isoTime(Date.now()));
  handle.pragma(`user_version=${step.version}`);
}
