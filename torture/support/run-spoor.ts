import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from './place.ts';

/** The command as it is built. */
export const SPOOR = join(import.meta.dirname, '../../packages/tui/dist/spoor.js');

/** How a command ended. */
export interface SpoorEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a `spoor` command in a place, without a terminal. */
export function runSpoor(
  { env, home }: Place,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<SpoorEnd> {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn(process.execPath, [SPOOR, ...args], {
      cwd: home,
      env: { ...env, ...more },
      stdio: [...stdio],
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
