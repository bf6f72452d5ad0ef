import { StorageError, sqliteCode } from '../errors.js';
import { uptimeMs } from '../uptime.js';
import type { Handle } from './handle.js';
import { sleep } from './sleep.js';

/**
 * Runs a transaction again, from its start, while the disk refuses it: an I/O error may pass, a
 * full disk may get room. Only after a whole rollback; with growing waits and jitter.
 * @param patienceMs when this has gone by, the error is thrown; 0 runs it once.
 */
export function withDiskPatience<T>(handle: Handle, patienceMs: number, transaction: () => T): T {
  const deadline = uptimeMs() + patienceMs;
  for (let waitMs = 5; ; waitMs *= 2) {
    try {
      return transaction();
    } catch (error) {
      const left = deadline - uptimeMs();
      if (!isDiskTrouble(error) || handle.inTransaction || left <= 0) throw error;
      sleep(Math.min(waitMs * (0.5 + Math.random()), left));
    }
  }
}

/** Whether the disk failed or is full: another attempt may succeed. */
function isDiskTrouble(error: unknown): boolean {
  if (error instanceof StorageError) return error.code === 'IO' || error.code === 'FULL';
  const code = sqliteCode(error);
  return code === 'IOERR' || code === 'FULL';
}
