import { spawn } from 'node:child_process';
import process from 'node:process';
import type { Place } from './place.ts';
import { SPOOR } from './programs.ts';

/** How a command ended. */
export interface SpoorEnd {
  /** Null: it was ended, for it didn't by itself. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command is run with. */
export interface SpoorOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  /** When it is ended, ms. */
  readonly timeoutMs?: number;
}

/** Runs a `spoor` command in a place's home, as a user does at a pipe. */
export function runSpoor(
  place: Place,
  args: readonly string[],
  { env = {}, uid, timeoutMs = 60_000 }: SpoorOptions = {},
): Promise<SpoorEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SPOOR, ...args], {
      cwd: uid === undefined ? place.home : '/',
      env: { ...place.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
