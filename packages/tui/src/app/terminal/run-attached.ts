import { spawn } from 'node:child_process';
import type { Command } from './editor-command.js';

/**
 * Runs a program that has the terminal to itself, without a shell.
 * @param ending kills it when this process must go.
 * @returns what went wrong, for the user; null when it came to its end.
 */
export function runAttached(
  [program, ...rest]: Command,
  env: Readonly<Record<string, string | undefined>>,
  ending: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { stdio: 'inherit', env, signal: ending });
    child.once('error', (error) => resolve(`\`${program}\` can't be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(`\`${program}\` ended with ${code === null ? signal : `exit code ${code}`}.`);
    });
  });
}
