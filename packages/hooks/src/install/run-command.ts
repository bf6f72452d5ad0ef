import { spawn } from 'node:child_process';
import type { HookContext } from './context.js';

const TIMEOUT_MS = 10_000;

/** How a hook's command went. */
export interface CommandRun {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly timedOut: boolean;
}

/** Runs a hook's command as the client does: by `/bin/sh`, with a payload on stdin. */
export function runCommand(
  command: string,
  payload: string,
  { cwd, env, now }: Pick<HookContext, 'cwd' | 'env' | 'now'>,
): Promise<CommandRun> {
  const start = now();
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], { cwd, env: { ...env }, detached: true });
    const output = { stdout: '', stderr: '' };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
    }, TIMEOUT_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    child.stdin.on('error', () => undefined).end(payload);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, ...output, durationMs: now() - start, timedOut });
    });
  });
}
