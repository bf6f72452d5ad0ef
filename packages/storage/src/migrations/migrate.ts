import type { Handle } from '../database/handle.js';
import { runImmediate } from '../database/immediate.js';
import { LockBudget } from '../database/lock-budget.js';
import { asStorageError, StorageError } from '../errors.js';
import { applyStep } from './apply-step.js';
import { backUpBefore } from './backup-before.js';
import { MIGRATIONS } from './index.js';
import type { Migration, MigrationReport, MigrationState } from './migration.js';
import { type Attempt, migrationFailed } from './migration-failed.js';
import { planSteps } from './plan-steps.js';

/**
 * Reads which schema a database has, and which steps lead to another one.
 * @param target the newest by default; one below the database's own leads down.
 * @throws StorageError `NEWER_SCHEMA` when a newer Spoor made it, `INVALID` when no way leads there.
 */
export function readMigrationState(
  handle: Handle,
  target?: number,
  steps: readonly Migration[] = MIGRATIONS,
): MigrationState {
  const version = handle.pragma('user_version', { simple: true }) as number;
  if (version > steps.length) {
    throw new StorageError(
      'NEWER_SCHEMA',
      `${handle.name}: has schema ${version}, this Spoor knows up to ${steps.length}: update Spoor`,
    );
  }
  return planSteps(version, target ?? steps.length, steps);
}

/** Which steps may run. */
export interface MigrateOptions {
  /** `quick`: only on an empty database, or steps that don't depend on the number of rows. */
  readonly only?: 'all' | 'quick';
  /** The schema to go to, up or down; the newest by default. */
  readonly to?: number;
  /** Wait for locks, ms; 5,000 by default. */
  readonly lockBudgetMs?: number;
  /** All steps that there are, in order; Spoor's own by default. */
  readonly steps?: readonly Migration[];
  /** Runs after the last step, in the same transaction: for an entry in the audit log. */
  readonly alongside?: (report: MigrationReport) => void;
}

/**
 * Brings a database to the current schema, or to another one, in one transaction: all steps or
 * none, whatever ends the process. The state is read again inside it, so any number of processes
 * may do so at once.
 *
 * Before steps that touch rows, and before any step down, what is committed is copied into
 * `backups` beside the database. Other writers wait meanwhile, or get `LOCKED`; hooks spool.
 * @returns the state before, and the backup.
 * @throws StorageError `NEWER_SCHEMA`; `NEEDS_MIGRATION` when a step is not allowed here; `INVALID`
 * when no way leads to the target; `MIGRATION_FAILED` when a step failed and nothing was changed.
 */
export function migrate(handle: Handle, options: MigrateOptions = {}): MigrationReport {
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
): MigrationReport {
  const read = () => readMigrationState(handle, options.to, options.steps);
  let attempt: Attempt | undefined;
  try {
    const before = budget.wait(read);
    if (before.pending.length === 0) return { ...before, backup: null };
    const migrateLocked = () =>
      runImmediate(handle, budget, () => {
        const state = read();
        // Another process may have done it while this one waited for the lock.
        if (state.pending.length === 0) return { ...state, backup: null };
        refuseSlowSteps(handle, state, options);
        attempt = { state, doing: 'the backup before the migration', backup: null };
        return runSteps(handle, attempt, options);
      });
    return before.version === 0 ? withoutTempFiles(handle, migrateLocked) : migrateLocked();
  } catch (error) {
    // A database that is only being made has no former state to tell of.
    if (attempt === undefined || attempt.state.version === 0) {
      throw asStorageError(error, handle.name);
    }
    throw migrationFailed(handle, attempt, error);
  }
}

/**
 * While there are no rows, what SQLite keeps to undo a statement by is small enough for the memory:
 * as files it takes 850 of the 1,200 calls with which a hook makes a database.
 */
function withoutTempFiles<T>(handle: Handle, run: () => T): T {
  handle.pragma('temp_store=MEMORY');
  try {
    return run();
  } finally {
    handle.pragma('temp_store=DEFAULT');
  }
}

function runSteps(handle: Handle, attempt: Attempt, options: MigrateOptions): MigrationReport {
  const { state } = attempt;
  attempt.backup = backUpBefore(handle, state);
  for (const step of state.pending) {
    attempt.doing = `step ${step.version} ${state.direction} (${step.description})`;
    applyStep(handle, step, state.direction);
  }
  attempt.doing = `the end of the migration from ${state.version} to ${state.target}`;
  const report = { ...state, backup: attempt.backup };
  options.alongside?.(report);
  return report;
}

function refuseSlowSteps(handle: Handle, state: MigrationState, options: MigrateOptions): void {
  if (options.only !== 'quick' || state.version === 0) return;
  if (state.pending.every((step) => step.quick)) return;
  throw new StorageError(
    'NEEDS_MIGRATION',
    `${handle.name}: has an older schema; run \`spoor db migrate\``,
  );
}
