import type { Handle } from './handle.js';
import type { LockBudget } from './lock-budget.js';

/**
 * Runs a function in one IMMEDIATE transaction. Only its beginning can meet another writer's lock,
 * so only that is tried again: the function runs once.
 */
export function runImmediate<T>(handle: Handle, budget: LockBudget, run: () => T): T {
  budget.wait(() => handle.exec('BEGIN IMMEDIATE'));
  try {
    const result = run();
    if (isPromise(result)) throw new TypeError('a transaction cannot wait for a promise');
    handle.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has already rolled back after some errors, such as a full disk.
    if (handle.inTransaction) handle.exec('ROLLBACK');
    throw error;
  }
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value;
}
