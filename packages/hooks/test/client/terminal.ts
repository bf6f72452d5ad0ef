import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Availability, available, unavailable } from './availability.ts';

/** One step of a scripted user at the terminal. */
export type TerminalStep =
  | { readonly waitFor: string }
  | { readonly waitForEvent: string; readonly times?: number }
  | { readonly waitForFile: string }
  | { readonly submit: string }
  | { readonly key: string }
  | { readonly pauseMs: number };

/** Where a client runs in tmux: its socket, the file that its shell writes at the end, and what to watch. */
export interface Terminal {
  readonly socket: string;
  readonly exitFile: string;
  readonly repo: string;
  readonly counted: string;
  readonly env: Readonly<Record<string, string>>;
  readonly screens: string[];
}

const LIMIT_MS = 20_000;

/** Starts the shell script in a tmux session of its own, plays the steps, and waits for the end. */
export async function playInTerminal(
  terminal: Terminal,
  script: string,
  steps: readonly TerminalStep[],
): Promise<void> {
  tmux(terminal, 'new-session', '-d', '-s', 'run', '-x', '160', '-y', '50', 'sh', script);
  try {
    for (const step of steps) {
      await play(terminal, step);
      terminal.screens.push(`--- ${JSON.stringify(step)}\n${screen(terminal)}`);
    }
    await until(terminal, 'the client has ended', () => existsSync(terminal.exitFile));
  } finally {
    tmux(terminal, 'kill-server');
  }
}

/** The version of tmux on this machine, or that there is none. */
export function findTmux(): Availability<string> {
  const { error, stdout } = spawnSync('tmux', ['-V'], { encoding: 'utf8' });
  return error ? unavailable(`tmux can't be run: ${error.message}`) : available(stdout.trim());
}

async function play(terminal: Terminal, step: TerminalStep): Promise<void> {
  if ('waitFor' in step) {
    const pattern = new RegExp(step.waitFor, 'm');
    await until(terminal, `${pattern} on the screen`, () => pattern.test(screen(terminal)));
  } else if ('waitForEvent' in step) {
    const { waitForEvent: event, times = 1 } = step;
    await until(terminal, `${times} ${event}`, () => countEvents(terminal, event) >= times);
  } else if ('waitForFile' in step) {
    const file = join(terminal.repo, step.waitForFile);
    await until(terminal, file, () => existsSync(file));
  } else if ('submit' in step) {
    tmux(terminal, 'send-keys', '-t', 'run', '-l', step.submit);
    await until(terminal, `"${step.submit}" typed`, () => screen(terminal).includes(step.submit));
    await delay(200);
    tmux(terminal, 'send-keys', '-t', 'run', 'Enter');
  } else if ('key' in step) {
    tmux(terminal, 'send-keys', '-t', 'run', step.key);
  } else {
    await delay(step.pauseMs);
  }
}

async function until(terminal: Terminal, what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!isSo()) {
    if (performance.now() > end) {
      throw new Error(`Waited in vain for ${what}. The screen:\n${screen(terminal)}`);
    }
    await delay(50);
  }
}

function countEvents({ counted }: Terminal, event: string): number {
  const mark = `"hook_event_name":"${event}"`;
  return readdirSync(counted).filter((name) =>
    readFileSync(join(counted, name), 'utf8').includes(mark),
  ).length;
}

function screen(terminal: Terminal): string {
  return tmux(terminal, 'capture-pane', '-p', '-t', 'run');
}

/** A session that has just ended answers nothing. */
function tmux({ socket, env }: Terminal, ...args: readonly string[]): string {
  try {
    const words = ['-S', socket, '-f', '/dev/null', ...args];
    return execFileSync('tmux', words, { env, encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}
