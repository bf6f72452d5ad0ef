import type { Handle } from '../database/handle.js';
import { asStorageError, isEnvironmental } from '../errors.js';

/**
 * Runs a function, which may be asynchronous, in the transaction that was begun: all of it, or
 * nothing.
 * @param accept says whether the result may stand; if not, nothing of it is kept either.
 */
export async function whole<T>(
  handle: Handle,
  run: () => T | Promise<T>,
  accept: (result: T) => boolean = () => true,
): Promise<T> {
  try {
    const promise = run();
    const result = isPromise(promise) ? await promise : promise;
    handle.exec(accept(result) ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    // Whoever gave the function up has closed the connection, which rolls back as well.
    if (handle.open && handle.inTransaction) handle.exec('ROLLBACK');
    throw isEnvironmental(error) ? asStorageError(error, handle.name) : error;
  }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
