import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from './place.ts';

/** Against writers alone, or against readers too. */
export type LockKind = 'write' | 'exclusive';

const PROGRAM = join(import.meta.dirname, '../processes/hold-database.ts');

/** Lets a process take a lock and stops it while it holds it. @returns what ends it. */
export async function holdLock(place: Place, kind: LockKind): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, [PROGRAM, place.databasePath, kind], {
    env: place.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (String(said) !== 'held\n') throw new Error(`no lock was taken: ${said}`);
  holder.kill('SIGSTOP');
  return () => end(holder);
}

async function end(holder: ChildProcess): Promise<void> {
  const gone = once(holder, 'exit');
  holder.kill('SIGKILL');
  await gone;
}
