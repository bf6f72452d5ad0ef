import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from '../support/place.ts';

const HOLDER = join(import.meta.dirname, '../processes/hold-lock.ts');

/** Does something while another process holds the database's write lock. */
export async function whileLocked<T>(
  { databasePath, env }: Place,
  work: () => Promise<T>,
): Promise<T> {
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  const holder = spawn(process.execPath, [HOLDER, databasePath], { env, stdio: [...stdio] });
  const ended = once(holder, 'exit');
  try {
    await Promise.race([once(holder.stdout, 'data'), ended.then(() => fail())]);
    return await work();
  } finally {
    // Killed: closing would tidy the database up.
    holder.kill('SIGKILL');
    await ended;
  }
}

function fail(): never {
  throw new Error('the lock could not be taken');
}
